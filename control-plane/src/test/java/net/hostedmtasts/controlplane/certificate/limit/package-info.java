@NullMarked
package net.hostedmtasts.controlplane.certificate.limit;

import org.jspecify.annotations.NullMarked;
