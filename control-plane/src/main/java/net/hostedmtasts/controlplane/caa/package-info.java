/** CAA records (RFC 8659): which of them count for a name, and whom they let sign. */
@NullMarked
package net.hostedmtasts.controlplane.caa;

import org.jspecify.annotations.NullMarked;
