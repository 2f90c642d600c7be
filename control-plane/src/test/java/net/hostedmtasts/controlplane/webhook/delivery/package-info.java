@NullMarked
package net.hostedmtasts.controlplane.webhook.delivery;

import org.jspecify.annotations.NullMarked;
