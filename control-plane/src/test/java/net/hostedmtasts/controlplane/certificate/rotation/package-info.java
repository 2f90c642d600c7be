@NullMarked
package net.hostedmtasts.controlplane.certificate.rotation;

import org.jspecify.annotations.NullMarked;
