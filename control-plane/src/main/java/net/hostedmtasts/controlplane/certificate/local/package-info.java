/** A certificate authority of our own, for development, tests and one-machine set-ups. */
@NullMarked
package net.hostedmtasts.controlplane.certificate.local;

import org.jspecify.annotations.NullMarked;
