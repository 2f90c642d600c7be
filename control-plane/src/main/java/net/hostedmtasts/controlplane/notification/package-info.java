/**
 * Tells members by mail what happens to the domains of their tenant. Each member chooses for
 * himself; the address is the one that the sign-in provider has verified, so that nobody can have
 * mail sent to somebody else.
 */
@NullMarked
package net.hostedmtasts.controlplane.notification;

import org.jspecify.annotations.NullMarked;
