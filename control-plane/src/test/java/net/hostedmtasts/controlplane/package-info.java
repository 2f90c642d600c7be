@NullMarked
package net.hostedmtasts.controlplane;

import org.jspecify.annotations.NullMarked;
