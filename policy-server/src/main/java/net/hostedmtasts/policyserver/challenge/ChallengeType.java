package net.hostedmtasts.policyserver.challenge;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a CA looks whether a policy host is served here. */
enum ChallengeType {
  /** Asks for the token over plain HTTP (RFC 8555, section 8.3). */
  @JsonProperty("http-01")
  HTTP_01,
  /** Begins a TLS handshake for the host (RFC 8737). */
  @JsonProperty("tls-alpn-01")
  TLS_ALPN_01
}
