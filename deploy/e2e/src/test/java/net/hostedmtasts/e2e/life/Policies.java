package net.hostedmtasts.e2e.life;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies of a PUT. */
final class Policies {
  private Policies() {}

  static String testing(String mx) {
    return body("testing", mx);
  }

  /** An enforced policy, with the warnings that its owner has acknowledged. */
  static String enforce(String mx, String... acknowledged) {
    return body("enforce", mx, acknowledged);
  }

  private static String body(String mode, String mx, String... acknowledged) {
    String codes =
        Stream.of(acknowledged).map(code -> "\"" + code + "\"").collect(Collectors.joining(", "));
    return """
    {"mode": "%s", "max_age": 86400, "mx": {"source": "pinned", "patterns": ["%s"]}, "acknowledge": [%s]}
    """
        .formatted(mode, mx, codes);
  }
}
