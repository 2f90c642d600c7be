@NullMarked
package net.hostedmtasts.controlplane.publication;

import org.jspecify.annotations.NullMarked;
