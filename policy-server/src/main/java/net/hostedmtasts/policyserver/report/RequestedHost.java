package net.hostedmtasts.policyserver.report;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The host that a request is for, as HTTP names it (RFC 9112, section 3.2). */
final class RequestedHost {
  private RequestedHost() {}

  /** In lower case, without port and final dot; empty when the request does not say exactly one. */
  static Optional<String> of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll("Host");
    if (headers.size() > 1) {
      return Optional.empty();
    }
    // A target in absolute form outranks the header.
    String authority = request.uri().startsWith("/") ? "https://" + one(headers) : request.uri();
    try {
      return Optional.ofNullable(new URI(authority).getHost()).map(RequestedHost::plain);
    } catch (URISyntaxException noHost) {
      return Optional.empty();
    }
  }

  private static String one(List<String> headers) {
    return headers.isEmpty() ? "" : headers.get(0).strip();
  }

  private static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
