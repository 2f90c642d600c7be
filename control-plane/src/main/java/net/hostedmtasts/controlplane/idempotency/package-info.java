/**
 * Requests that may be repeated: the first outcome of an Idempotency-Key is the outcome of its
 * repetitions.
 */
@NullMarked
package net.hostedmtasts.controlplane.idempotency;

import org.jspecify.annotations.NullMarked;
