@NullMarked
package net.hostedmtasts.controlplane.certificate.acme;

import org.jspecify.annotations.NullMarked;
