@NullMarked
package net.hostedmtasts.controlplane.world;

import org.jspecify.annotations.NullMarked;
