@NullMarked
package net.hostedmtasts.controlplane.tenant;

import org.jspecify.annotations.NullMarked;
