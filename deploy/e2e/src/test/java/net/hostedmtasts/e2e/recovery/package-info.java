/** What happens after topics or databases were lost, wiped, replaced or written by others. */
@NullMarked
package net.hostedmtasts.e2e.recovery;

import org.jspecify.annotations.NullMarked;
