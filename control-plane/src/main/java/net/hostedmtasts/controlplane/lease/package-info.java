/** Shared work is claimed by lease rows, so that any number of instances may run. */
@NullMarked
package net.hostedmtasts.controlplane.lease;

import org.jspecify.annotations.NullMarked;
