@NullMarked
package net.hostedmtasts.controlplane.policy;

import org.jspecify.annotations.NullMarked;
