package net.hostedmtasts.controlplane.webhook;

import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What people write about a webhook: up to 200 printable characters. */
public record Description(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{0,200}");

  /** Nothing. Made after the rule that it keeps. */
  static final Description NONE = new Description("");

  public Description {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValue("description", value, "at most 200 printable characters");
    }
  }
}
