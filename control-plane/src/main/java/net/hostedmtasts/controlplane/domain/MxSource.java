package net.hostedmtasts.controlplane.domain;

import net.hostedmtasts.controlplane.policy.InvalidValue;

/** Where a policy's MX patterns come from. */
public enum MxSource {
  /** The hosts that DNS names, and patterns that the owner adds ahead of a move. */
  AUTO("auto"),
  /** The owner's list alone. */
  PINNED("pinned");

  private final String value;

  MxSource(String value) {
    this.value = value;
  }

  /** The name at the API. */
  public String value() {
    return value;
  }

  public static MxSource parse(String text) {
    for (MxSource source : values()) {
      if (source.value.equals(text)) {
        return source;
      }
    }
    throw new InvalidValue("MX source", text, "auto or pinned");
  }
}
