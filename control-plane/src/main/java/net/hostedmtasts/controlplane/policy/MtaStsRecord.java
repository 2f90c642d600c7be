package net.hostedmtasts.controlplane.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The TXT record at {@code _mta-sts.<domain>} (RFC 8461, section 3.1). */
public record MtaStsRecord(PolicyId id) {
  private static final String VERSION = "v=STSv1";
  private static final int MAX_OCTETS = 65_535;
  private static final Pattern DELIMITER = Pattern.compile("[ \\t]*+;[ \\t]*+");
  private static final Pattern FIELD =
      Pattern.compile(
          "(?<name>[A-Za-z0-9][A-Za-z0-9_.-]{0,31})=(?<value>[\\x21-\\x3A\\x3C\\x3E-\\x7E]+)");

  /**
   * Reads a record found in the field, its strings joined, as strictly as the grammar of RFC 8461
   * is.
   *
   * @throws InvalidValue the rule says what is wrong
   */
  public static MtaStsRecord parse(String text) {
    if (text.length() > MAX_OCTETS || !text.startsWith(VERSION)) {
      throw invalid(text, "a text that begins with v=STSv1;");
    }
    Matcher delimiter = DELIMITER.matcher(text).region(VERSION.length(), text.length());
    if (!delimiter.lookingAt()) {
      throw invalid(text, "a semicolon after v=STSv1");
    }
    String id = firstId(text, delimiter.end());
    if (id == null) {
      throw invalid(text, "an id field");
    }
    return new MtaStsRecord(new PolicyId(id));
  }

  /**
   * The text to publish: with no space before the first semicolon, because there are senders that
   * want it so.
   */
  public String text() {
    return VERSION + "; id=" + id.value() + ";";
  }

  // Unknown fields are ignored, and of a field that stands twice only the first counts (RFC 8461,
  // section 3.1).
  private static @Nullable String firstId(String text, int start) {
    Matcher field = FIELD.matcher(text);
    Matcher delimiter = DELIMITER.matcher(text);
    String id = null;
    int at = start;
    do {
      if (!field.region(at, text.length()).lookingAt()) {
        throw invalid(text, "fields of the form name=value, one semicolon between them");
      }
      if (id == null && "id".equals(field.group("name"))) {
        id = field.group("value");
      }
      at = field.end();
      if (at < text.length()) {
        if (!delimiter.region(at, text.length()).lookingAt()) {
          throw invalid(text, "fields of the form name=value, one semicolon between them");
        }
        at = delimiter.end();
      }
    } while (at < text.length());
    return id;
  }

  private static InvalidValue invalid(String value, String rule) {
    return new InvalidValue("MTA-STS record", value, rule);
  }
}
