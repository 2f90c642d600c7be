@NullMarked
package net.hostedmtasts.controlplane.certificate.challenge;

import org.jspecify.annotations.NullMarked;
