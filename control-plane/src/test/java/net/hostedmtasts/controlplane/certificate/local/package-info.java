@NullMarked
package net.hostedmtasts.controlplane.certificate.local;

import org.jspecify.annotations.NullMarked;
