/**
 * Answers to challenges, by which a CA sees that a policy host is served here: over HTTP (RFC 8555,
 * section 8.3), and the certificates for those over TLS (RFC 8737).
 */
@NullMarked
package net.hostedmtasts.policyserver.challenge;

import org.jspecify.annotations.NullMarked;
