package net.hostedmtasts.policyserver.policy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a request (RFC 9112, section 3).
 *
 * @param authority of an absolute target, else null
 */
record RequestLine(String method, @Nullable String authority, String path, boolean http11) {

  static Optional<RequestLine> parse(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    if (first < 0 || second < 0) {
      return Optional.empty();
    }
    String method = line.substring(0, first);
    String target = line.substring(first + 1, second);
    String version = line.substring(second + 1);
    boolean valid = HttpSyntax.isToken(method) && HttpSyntax.isVisible(target) && isHttp1(version);
    return valid ? of(method, target, !version.equals("HTTP/1.0")) : Optional.empty();
  }

  private static boolean isHttp1(String version) {
    return version.length() == 8
        && version.startsWith("HTTP/1.")
        && Character.digit(version.charAt(7), 10) >= 0
        && version.charAt(7) < 0x80;
  }

  private static Optional<RequestLine> of(String method, String target, boolean http11) {
    if (target.startsWith("/") || target.equals("*")) {
      return Optional.of(new RequestLine(method, null, withoutQuery(target), http11));
    }
    int schemeEnd = target.indexOf("://");
    String scheme = schemeEnd < 0 ? "" : target.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      return Optional.empty();
    }
    String rest = withoutQuery(target.substring(schemeEnd + 3));
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : rest.substring(slash);
    return authority.isEmpty()
        ? Optional.empty()
        : Optional.of(new RequestLine(method, authority, path, http11));
  }

  /** A query changes nothing: the policy has none, and refusing one would help nobody. */
  private static String withoutQuery(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
