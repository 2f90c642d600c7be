@NullMarked
package net.hostedmtasts.controlplane.check;

import org.jspecify.annotations.NullMarked;
