/** Which edge has applied what, told by the heartbeats. */
@NullMarked
package net.hostedmtasts.controlplane.edge;

import org.jspecify.annotations.NullMarked;
