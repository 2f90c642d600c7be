@NullMarked
package net.hostedmtasts.controlplane.topic;

import org.jspecify.annotations.NullMarked;
