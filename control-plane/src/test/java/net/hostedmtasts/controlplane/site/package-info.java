/** Tests of what the page is served as. */
@NullMarked
package net.hostedmtasts.controlplane.site;

import org.jspecify.annotations.NullMarked;
