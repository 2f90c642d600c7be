@NullMarked
package net.hostedmtasts.controlplane.webhook;

import org.jspecify.annotations.NullMarked;
