/**
 * DMARC monitoring (RFC 9989): whether somebody reads the reports about a domain's mail, before its
 * policy may refuse any.
 */
@NullMarked
package net.hostedmtasts.controlplane.dmarc;

import org.jspecify.annotations.NullMarked;
