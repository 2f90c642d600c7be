@NullMarked
package net.hostedmtasts.controlplane.edge;

import org.jspecify.annotations.NullMarked;
