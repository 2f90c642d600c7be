package net.hostedmtasts.controlplane.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of a policy document (RFC 8461, section 3.2), one line after the other. */
final class PolicyParser {
  // A field is a name, a colon, spaces and a value without spaces at its ends; spaces may follow
  // it.
  private static final Pattern FIELD =
      Pattern.compile(
          "(?<name>[A-Za-z0-9][A-Za-z0-9_.-]{0,31}):[ \\t]*+(?<value>[^\\x00-\\x20\\x7F](?:[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F])?)[ \\t]*");
  private static final Pattern MAX_AGE = Pattern.compile("[0-9]{1,10}");
  private static final Pattern ASCII_NAME = Pattern.compile("[*A-Za-z0-9.-]*[A-Za-z0-9]");

  private final Map<String, String> first = new HashMap<>();
  private final List<MxPattern> mx = new ArrayList<>();

  private PolicyParser() {}

  static SeenPolicy parse(String text) {
    PolicyParser parser = new PolicyParser();
    int from = 0;
    while (from < text.length() || from == 0) {
      int end = text.indexOf('\n', from);
      parser.line(line(text, from, end));
      from = end < 0 ? text.length() + 1 : end + 1;
    }
    return parser.policy();
  }

  private static String line(String text, int from, int end) {
    if (end < 0) {
      return text.substring(from);
    }
    return text.substring(from, end > from && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private void line(String line) {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      throw invalid(line, "lines of the form \"name: value\", without empty lines");
    }
    String value = field.group("value");
    if ("mx".equals(field.group("name"))) {
      mx.add(mx(value));
    } else {
      // Of a field that stands twice only the first counts (RFC 8461, section 3.2).
      first.putIfAbsent(field.group("name"), value);
    }
  }

  private static MxPattern mx(String value) {
    if (!ASCII_NAME.matcher(value).matches()) {
      throw invalid(value, "mx patterns in A-labels, without a final dot");
    }
    return MxPattern.parse(value);
  }

  private SeenPolicy policy() {
    if (!"STSv1".equals(required("version"))) {
      throw invalid(required("version"), "version STSv1");
    }
    String maxAge = required("max_age");
    if (!MAX_AGE.matcher(maxAge).matches()) {
      throw invalid(maxAge, "a max_age of 1 to 10 digits");
    }
    return new SeenPolicy(Mode.parse(required("mode")), Long.parseLong(maxAge), mx);
  }

  private String required(String name) {
    String value = first.get(name);
    if (value == null) {
      throw invalid("no " + name, "version, mode and max_age must be there");
    }
    return value;
  }

  private static InvalidValue invalid(String value, String rule) {
    return new InvalidValue("policy document", value, rule);
  }
}
