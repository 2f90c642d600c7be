/**
 * What happened to the domains of a tenant, in one order: for people who look later, for pages that
 * follow it, and for whoever is told of it elsewhere.
 */
@NullMarked
package net.hostedmtasts.controlplane.event;

import org.jspecify.annotations.NullMarked;
