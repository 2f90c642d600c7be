@NullMarked
package net.hostedmtasts.controlplane.problem;

import org.jspecify.annotations.NullMarked;
