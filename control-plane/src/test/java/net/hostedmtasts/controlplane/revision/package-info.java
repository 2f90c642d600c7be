@NullMarked
package net.hostedmtasts.controlplane.revision;

import org.jspecify.annotations.NullMarked;
