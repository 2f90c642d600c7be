@NullMarked
package net.hostedmtasts.controlplane.recent;

import org.jspecify.annotations.NullMarked;
