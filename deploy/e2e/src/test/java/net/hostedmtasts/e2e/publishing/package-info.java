/** Policy first, id second, and nothing lost on the way to the edges. */
@NullMarked
package net.hostedmtasts.e2e.publishing;

import org.jspecify.annotations.NullMarked;
