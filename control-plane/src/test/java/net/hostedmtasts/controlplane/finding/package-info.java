@NullMarked
package net.hostedmtasts.controlplane.finding;

import org.jspecify.annotations.NullMarked;
