/** Everything on one machine: the database, the broker and both services as processes. */
@NullMarked
package net.hostedmtasts.standalone;

import org.jspecify.annotations.NullMarked;
