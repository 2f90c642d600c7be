/**
 * Handshakes by which a CA sees that a policy host is served here (TLS-ALPN-01, RFC 8737): they
 * come to the port of the policies, and are picked out before its TLS engine sees them.
 */
@NullMarked
package net.hostedmtasts.policyserver.validation;

import org.jspecify.annotations.NullMarked;
