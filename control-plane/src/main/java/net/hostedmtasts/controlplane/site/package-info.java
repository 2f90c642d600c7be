/**
 * Serves the page: plain ES modules from the class path, a client of the public API like any other.
 * What a file is called contains a hash of all of them, so that browsers keep them for ever.
 */
@NullMarked
package net.hostedmtasts.controlplane.site;

import org.jspecify.annotations.NullMarked;
