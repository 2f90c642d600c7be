package net.hostedmtasts.policyserver.policy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a request that matter here (RFC 9112, section 5).
 *
 * @param host the one Host header, null if there is none
 * @param close whether the client closes after the answer
 * @param body whether a body is announced
 */
record RequestHeaders(@Nullable String host, boolean close, boolean body) {
  private static final int MAX_HEADERS = 100;

  /**
   * Parses the lines of {@code head} from {@code start} on, each ended by CRLF.
   *
   * @return empty when a line is no header, Host is there twice, or there are too many
   */
  static Optional<RequestHeaders> parse(String head, int start) {
    RequestHeaders headers = new RequestHeaders(null, false, false);
    int at = start;
    for (int count = 0; at < head.length(); count++) {
      int end = head.indexOf("\r\n", at);
      Optional<RequestHeaders> more =
          end < 0 || count >= MAX_HEADERS
              ? Optional.empty()
              : headers.with(head.substring(at, end));
      if (more.isEmpty()) {
        return Optional.empty();
      }
      headers = more.get();
      at = end + 2;
    }
    return Optional.of(headers);
  }

  private Optional<RequestHeaders> with(String line) {
    int colon = line.indexOf(':');
    // A space before the colon, or at the start of a folded line, is no token either: both must be
    // refused.
    if (colon < 1 || !HttpSyntax.isToken(line.substring(0, colon))) {
      return Optional.empty();
    }
    String value = line.substring(colon + 1).strip();
    if (!HttpSyntax.isFieldValue(value)) {
      return Optional.empty();
    }
    return with(line.substring(0, colon).toLowerCase(Locale.ROOT), value);
  }

  private Optional<RequestHeaders> with(String name, String value) {
    return switch (name) {
      case "host" ->
          host == null ? Optional.of(new RequestHeaders(value, close, body)) : Optional.empty();
      case "connection" -> Optional.of(new RequestHeaders(host, close || closes(value), body));
      case "content-length" ->
          Optional.of(new RequestHeaders(host, close, body || !value.equals("0")));
      case "transfer-encoding" -> Optional.of(new RequestHeaders(host, close, true));
      default -> Optional.of(this);
    };
  }

  private static boolean closes(String value) {
    for (String option : value.split(",", -1)) {
      if (option.strip().equalsIgnoreCase("close")) {
        return true;
      }
    }
    return false;
  }
}
