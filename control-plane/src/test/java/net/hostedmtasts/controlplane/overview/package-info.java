@NullMarked
package net.hostedmtasts.controlplane.overview;

import org.jspecify.annotations.NullMarked;
