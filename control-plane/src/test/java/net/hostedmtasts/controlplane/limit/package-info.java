@NullMarked
package net.hostedmtasts.controlplane.limit;

import org.jspecify.annotations.NullMarked;
