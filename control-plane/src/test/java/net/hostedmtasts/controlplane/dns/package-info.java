@NullMarked
package net.hostedmtasts.controlplane.dns;

import org.jspecify.annotations.NullMarked;
