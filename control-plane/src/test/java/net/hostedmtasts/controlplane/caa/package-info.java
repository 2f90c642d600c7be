@NullMarked
package net.hostedmtasts.controlplane.caa;

import org.jspecify.annotations.NullMarked;
