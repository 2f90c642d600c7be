/**
 * Where text from outside becomes values: the JSON of the API, its path and query parameters and
 * headers.
 */
@NullMarked
package net.hostedmtasts.controlplane.border;

import org.jspecify.annotations.NullMarked;
