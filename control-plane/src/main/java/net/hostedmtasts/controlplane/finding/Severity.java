package net.hostedmtasts.controlplane.finding;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** How much a finding matters. */
public enum Severity {
  /** Broken, or about to lose mail. */
  ERROR("error"),
  /** Works, and should be looked at. */
  WARNING("warning"),
  /** Explains why something is as it is; nothing has to be done. */
  INFO("info");

  private final String value;

  Severity(String value) {
    this.value = value;
  }

  /** The name at the API and in stored findings. */
  @JsonValue
  public String value() {
    return value;
  }

  /** Reads {@link #value()}. */
  @JsonCreator
  public static Severity parse(String text) {
    for (Severity severity : values()) {
      if (severity.value.equals(text)) {
        return severity;
      }
    }
    throw new InvalidValue("severity", text, "error, warning or info");
  }
}
