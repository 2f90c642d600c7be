@NullMarked
package net.hostedmtasts.controlplane.certificate.readiness;

import org.jspecify.annotations.NullMarked;
