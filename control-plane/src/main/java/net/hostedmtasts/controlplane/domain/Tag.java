package net.hostedmtasts.controlplane.domain;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * A word by which an owner groups domains: 1 to 50 characters, letters and digits of any script,
 * and between them {@code - _ . : /} or a space. Kept in lower case, so that nobody has two tags
 * that look like one.
 */
public record Tag(String value) implements Comparable<Tag> {
  private static final int LONGEST = 50;
  private static final String WORD = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}]*";
  private static final Pattern SYNTAX = Pattern.compile(WORD + "([-_.:/ ]" + WORD + ")*");

  public Tag {
    int length = value.codePointCount(0, value.length());
    if (length > LONGEST || !SYNTAX.matcher(value).matches() || !folded(value).equals(value)) {
      throw new InvalidValue(
          "tag",
          value,
          "1 to "
              + LONGEST
              + " lower-case letters and digits, with single - _ . : / or spaces between them");
    }
  }

  /** Reads a tag in any case. */
  public static Tag parse(String text) {
    return new Tag(text.length() > 2 * LONGEST ? text : folded(text));
  }

  private static String folded(String text) {
    return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  @Override
  public int compareTo(Tag other) {
    return value.compareTo(other.value);
  }
}
