package net.hostedmtasts.policyserver.policy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Request line and headers of an HTTP/1 request (RFC 9112), as far as answering a policy needs
 * them.
 *
 * @param authority who is asked: of an absolute target if it is one, else of the Host header; null
 *     for HTTP/1.0 without
 * @param path the target's path, without its query
 * @param keepAlive whether the client may send another request on this connection
 * @param body whether something follows the head
 */
record RequestHead(
    String method, @Nullable String authority, String path, boolean keepAlive, boolean body) {

  /**
   * Parses strictly: whatever RFC 9112 lets a server refuse is refused, because two readings of one
   * request are how requests are smuggled.
   *
   * @param head request line and headers, each ended by CRLF, as ISO 8859-1; without the empty line
   * @return empty if it is not a request: 400
   */
  static Optional<RequestHead> parse(String head) {
    int lineEnd = head.indexOf("\r\n");
    if (lineEnd < 0) {
      return Optional.empty();
    }
    Optional<RequestLine> line = RequestLine.parse(head.substring(0, lineEnd));
    Optional<RequestHeaders> headers = RequestHeaders.parse(head, lineEnd + 2);
    if (line.isEmpty() || headers.isEmpty()) {
      return Optional.empty();
    }
    return of(line.get(), headers.get());
  }

  private static Optional<RequestHead> of(RequestLine line, RequestHeaders headers) {
    if (line.http11() && headers.host() == null) {
      return Optional.empty();
    }
    // An absolute target outranks the Host header (RFC 9112, section 3.2.2).
    String authority = line.authority() != null ? line.authority() : headers.host();
    return Optional.of(
        new RequestHead(
            line.method(),
            authority,
            line.path(),
            line.http11() && !headers.close(),
            headers.body()));
  }

  /**
   * Whether this request is for {@code policyHost}: in any letter case, with any port, with a final
   * dot.
   */
  boolean isFor(String policyHost) {
    return authority == null || host(authority).equals(policyHost);
  }

  private static String host(String authority) {
    String host = authority.toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    if (colon >= 0 && isPort(host, colon + 1)) {
      host = host.substring(0, colon);
    }
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** A port may be empty (RFC 3986, section 3.2.3). */
  private static boolean isPort(String host, int from) {
    return host.length() - from <= 5 && host.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }
}
