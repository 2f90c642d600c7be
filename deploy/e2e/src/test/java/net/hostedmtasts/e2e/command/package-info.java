/** Everything on one machine with one command. */
@NullMarked
package net.hostedmtasts.e2e.command;

import org.jspecify.annotations.NullMarked;
