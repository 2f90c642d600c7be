/** The MX hosts that a policy has to cover. */
@NullMarked
package net.hostedmtasts.controlplane.mx;

import org.jspecify.annotations.NullMarked;
