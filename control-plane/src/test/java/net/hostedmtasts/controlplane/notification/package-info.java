@NullMarked
package net.hostedmtasts.controlplane.notification;

import org.jspecify.annotations.NullMarked;
