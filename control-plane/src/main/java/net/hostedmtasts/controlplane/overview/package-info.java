/**
 * The Domain Overview: domains in lists, with what is known of each; adding them, one or many;
 * tags.
 */
@NullMarked
package net.hostedmtasts.controlplane.overview;

import org.jspecify.annotations.NullMarked;
