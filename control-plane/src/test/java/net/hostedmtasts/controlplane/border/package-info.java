@NullMarked
package net.hostedmtasts.controlplane.border;

import org.jspecify.annotations.NullMarked;
