package net.hostedmtasts.controlplane.notification;

import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** The language of a mail. */
public enum Language {
  EN,
  DE;

  /** The tag (RFC 5646), in the API and in the database. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Language parse(String text) {
    for (Language language : values()) {
      if (language.value().equals(text)) {
        return language;
      }
    }
    throw new InvalidValue("language", text, "en or de");
  }
}
