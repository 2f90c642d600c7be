/**
 * Private keys under a cover: AES-256-GCM, bound to what the key is for. Plain Java, no I/O but the
 * key files. What is open here is never logged, and no exception or {@code toString} shows it.
 */
@NullMarked
package net.hostedmtasts.controlplane.sealing;

import org.jspecify.annotations.NullMarked;
