/**
 * Challenges of certificate authorities: handed to every edge, and known to be there, before an
 * authority is told to look.
 */
@NullMarked
package net.hostedmtasts.controlplane.certificate.challenge;

import org.jspecify.annotations.NullMarked;
