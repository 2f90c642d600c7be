/** When an edge is ready, and what it answers while the rest of the world fails. */
@NullMarked
package net.hostedmtasts.e2e.edge;

import org.jspecify.annotations.NullMarked;
