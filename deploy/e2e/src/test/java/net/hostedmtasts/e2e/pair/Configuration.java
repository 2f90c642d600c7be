package net.hostedmtasts.e2e.pair;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Configurations that tell each other apart by a number that stands in the policy document. */
public record Configuration(String mode, int number) {
  private static final Pattern NUMBER = Pattern.compile("(?m)^mx: mx(\\d+)\\.mail\\.test\r?$");

  /** A policy that costs nobody mail, and that need not be held for long. */
  public static Configuration testing(int number) {
    return new Configuration("testing", number);
  }

  /** The body of a PUT. */
  public String json() {
    return """
    {"mode": "%s", "max_age": 86400, "mx": {"source": "pinned", "patterns": ["mx%d.mail.test"]}}
    """
        .formatted(mode, number);
  }

  /** The document that edges answer with (RFC 8461, section 3.2). */
  public String document() {
    return "version: STSv1\r\nmode: %s\r\nmx: mx%d.mail.test\r\nmax_age: 86400\r\n"
        .formatted(mode, number);
  }

  /** The number in a document. */
  public static int numberIn(String document) {
    Matcher found = NUMBER.matcher(document);
    if (!found.find()) {
      throw new AssertionError("Not a policy of this test: " + document);
    }
    return Integer.parseInt(found.group(1));
  }
}
