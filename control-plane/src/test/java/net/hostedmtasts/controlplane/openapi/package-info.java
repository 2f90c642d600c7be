@NullMarked
package net.hostedmtasts.controlplane.openapi;

import org.jspecify.annotations.NullMarked;
