@NullMarked
package net.hostedmtasts.controlplane.event;

import org.jspecify.annotations.NullMarked;
