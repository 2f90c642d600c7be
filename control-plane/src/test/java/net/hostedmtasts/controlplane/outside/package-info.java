@NullMarked
package net.hostedmtasts.controlplane.outside;

import org.jspecify.annotations.NullMarked;
