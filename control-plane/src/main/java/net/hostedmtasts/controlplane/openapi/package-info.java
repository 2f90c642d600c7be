/**
 * What the API document says of every operation alike, so that no operation can forget it: its
 * problems and its security.
 */
@NullMarked
package net.hostedmtasts.controlplane.openapi;

import org.jspecify.annotations.NullMarked;
