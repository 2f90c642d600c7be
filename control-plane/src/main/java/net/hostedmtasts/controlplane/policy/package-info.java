/**
 * The values of RFC 8461. Plain Java: no framework, no input, no output. An invalid one cannot be
 * constructed.
 */
@NullMarked
package net.hostedmtasts.controlplane.policy;

import org.jspecify.annotations.NullMarked;
