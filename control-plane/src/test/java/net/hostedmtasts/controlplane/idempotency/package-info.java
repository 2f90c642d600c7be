@NullMarked
package net.hostedmtasts.controlplane.idempotency;

import org.jspecify.annotations.NullMarked;
