/**
 * Answers to HTTP-01 challenges, by which a CA sees that a policy host is served here (RFC 8555,
 * section 8.3).
 */
@NullMarked
package net.hostedmtasts.policyserver.challenge;

import org.jspecify.annotations.NullMarked;
