@NullMarked
package net.hostedmtasts.controlplane.page;

import org.jspecify.annotations.NullMarked;
