/**
 * Authoritative DNS for the service zone, over UDP and TCP (RFC 1034, 1035, 6891, 7766). Parses and
 * writes messages; what the answers say comes from {@code zone}.
 */
@NullMarked
package net.hostedmtasts.policyserver.dns;

import org.jspecify.annotations.NullMarked;
