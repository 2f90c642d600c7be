@NullMarked
package net.hostedmtasts.controlplane.session;

import org.jspecify.annotations.NullMarked;
