/** Looks for secrets of the running pair wherever they must not be. */
@NullMarked
package net.hostedmtasts.e2e.secret;

import org.jspecify.annotations.NullMarked;
