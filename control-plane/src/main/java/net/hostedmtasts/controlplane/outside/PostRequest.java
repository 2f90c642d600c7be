package net.hostedmtasts.controlplane.outside;

import java.util.Map;

/**
 * What is to be posted, and to whom.
 *
 * @param tls whether over TLS, with the host as server name
 * @param host for whom the certificate has to be
 * @param authority the Host header field (RFC 9110, section 7.2)
 * @param target path and query
 * @param headers besides those that every request has
 * @param body UTF-8 JSON
 */
public record PostRequest(
    boolean tls,
    String host,
    int port,
    String authority,
    String target,
    Map<String, String> headers,
    String body) {
  public PostRequest {
    headers = Map.copyOf(headers);
  }

  // Headers may hold signatures.
  @Override
  public String toString() {
    return "PostRequest[" + authority + "]";
  }
}
