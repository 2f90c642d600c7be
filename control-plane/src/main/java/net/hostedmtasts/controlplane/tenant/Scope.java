package net.hostedmtasts.controlplane.tenant;

import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What a token may do. Each scope includes those before it. */
public enum Scope {
  READ,
  WRITE,
  ADMIN;

  /** The name in the API and in the database. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether this scope is enough where {@code demanded} is needed. */
  public boolean includes(Scope demanded) {
    return compareTo(demanded) >= 0;
  }

  public static Scope parse(String text) {
    for (Scope scope : values()) {
      if (scope.value().equals(text)) {
        return scope;
      }
    }
    throw new InvalidValue("scope", text, "read, write or admin");
  }
}
