@NullMarked
package net.hostedmtasts.controlplane.audit;

import org.jspecify.annotations.NullMarked;
