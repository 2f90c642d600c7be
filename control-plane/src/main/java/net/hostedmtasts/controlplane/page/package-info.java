/** Lists in pages: a cursor, never an offset, so that a page stays right while rows come and go. */
@NullMarked
package net.hostedmtasts.controlplane.page;

import org.jspecify.annotations.NullMarked;
