/** The API as a stranger uses it, on the running pair. */
@NullMarked
package net.hostedmtasts.e2e.api;

import org.jspecify.annotations.NullMarked;
