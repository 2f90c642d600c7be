package net.hostedmtasts.controlplane.webhook;

import java.util.Locale;

/** Why the service has disabled a webhook by itself. */
public enum DisabledBecause {
  /** The receiver said 410: it wants no more (RFC 9110, section 15.5.11). */
  GONE,
  /** Nothing but failures for a long time. */
  FAILING;

  /** The name in the API and in the database. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DisabledBecause parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
