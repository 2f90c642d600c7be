/** Who may do what: tenants, their bearer tokens and scopes, and the caller of a request. */
@NullMarked
package net.hostedmtasts.controlplane.tenant;

import org.jspecify.annotations.NullMarked;
