@NullMarked
package net.hostedmtasts.controlplane.sealing;

import org.jspecify.annotations.NullMarked;
