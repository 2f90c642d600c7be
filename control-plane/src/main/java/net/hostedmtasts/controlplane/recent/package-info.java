/**
 * What strangers' servers said a moment ago, so that they are not asked for each call of the API.
 */
@NullMarked
package net.hostedmtasts.controlplane.recent;

import org.jspecify.annotations.NullMarked;
