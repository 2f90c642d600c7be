package net.hostedmtasts.controlplane.tenant;

import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What people call a tenant or a token: 1 to 100 printable characters, no space at the ends. */
public record DisplayName(String value) {
  private static final Pattern SYNTAX =
      Pattern.compile("[^\\p{C}\\p{Z}](?:[^\\p{C}\\p{Zl}\\p{Zp}]{0,98}[^\\p{C}\\p{Z}])?");

  public DisplayName {
    if (!SYNTAX.matcher(value).matches()) {
      throw new InvalidValue(
          "name", value, "1 to 100 printable characters without spaces at the ends");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
