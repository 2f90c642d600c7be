@NullMarked
package net.hostedmtasts.controlplane.lease;

import org.jspecify.annotations.NullMarked;
