/** Which authorities sign, as the settings name them. */
@NullMarked
package net.hostedmtasts.controlplane.certificate.authority;

import org.jspecify.annotations.NullMarked;
