/** The names that a domain owner points at with CNAME records. */
@NullMarked
package net.hostedmtasts.controlplane.delegation;

import org.jspecify.annotations.NullMarked;
