/**
 * Who makes a request: a token in its header, or a browser that is signed in, by its cookie. All
 * instances share the sessions; nothing of them is kept in memory.
 */
@NullMarked
package net.hostedmtasts.controlplane.session;

import org.jspecify.annotations.NullMarked;
