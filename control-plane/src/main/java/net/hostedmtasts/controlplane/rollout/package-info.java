/** Policy first, id second: the way of a change to every edge. */
@NullMarked
package net.hostedmtasts.controlplane.rollout;

import org.jspecify.annotations.NullMarked;
