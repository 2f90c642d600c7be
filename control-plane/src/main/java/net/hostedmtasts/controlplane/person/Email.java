package net.hostedmtasts.controlplane.person;

import java.util.Locale;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * A mail address, in lower case: two people whose addresses differ only in letter case are not told
 * apart by any provider that is in use.
 */
public record Email(String value) {
  private static final int MAX = 254;
  // Not the whole of RFC 5321: quoted local parts and address literals are no way to name a person.
  private static final Pattern SYNTAX =
      Pattern.compile(
          "[^\\s@\"(),:;<>\\[\\\\\\]\\p{C}]{1,64}@[^\\s@\"(),:;<>\\[\\\\\\]\\p{C}]{1,253}");

  public Email {
    if (value.length() > MAX || !SYNTAX.matcher(value).matches()) {
      throw new InvalidValue("email", value, "a mail address of at most 254 characters");
    }
    value = value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
