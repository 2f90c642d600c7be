/** The page in a real browser, in front of the real pair. */
@NullMarked
package net.hostedmtasts.e2e.page;

import org.jspecify.annotations.NullMarked;
