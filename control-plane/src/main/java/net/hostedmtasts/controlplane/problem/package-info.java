/** Refusals inside, problems (RFC 9457) at the border. Only this package renders an error. */
@NullMarked
package net.hostedmtasts.controlplane.problem;

import org.jspecify.annotations.NullMarked;
