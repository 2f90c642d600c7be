/**
 * Hosts of the service itself: their certificates are ordered, renewed and published by the rules
 * of policy hosts, and shown to the operator, since no tenant owns them.
 */
@NullMarked
package net.hostedmtasts.controlplane.servicehost;

import org.jspecify.annotations.NullMarked;
