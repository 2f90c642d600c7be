@NullMarked
package net.hostedmtasts.controlplane.rollout;

import org.jspecify.annotations.NullMarked;
