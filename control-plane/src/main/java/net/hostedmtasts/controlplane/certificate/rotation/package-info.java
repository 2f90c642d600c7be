/** Secrets in the database are sealed anew when the key that seals them was replaced. */
@NullMarked
package net.hostedmtasts.controlplane.certificate.rotation;

import org.jspecify.annotations.NullMarked;
