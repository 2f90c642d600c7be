/**
 * What each key of a compacted topic is to show, and in which revision: the desired side of
 * publishing.
 */
@NullMarked
package net.hostedmtasts.controlplane.revision;

import org.jspecify.annotations.NullMarked;
