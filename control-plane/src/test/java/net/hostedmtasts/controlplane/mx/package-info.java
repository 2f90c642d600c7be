@NullMarked
package net.hostedmtasts.controlplane.mx;

import org.jspecify.annotations.NullMarked;
