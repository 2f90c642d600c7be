package net.hostedmtasts.controlplane.event;

import net.hostedmtasts.controlplane.policy.InvalidValue;

/** The place of an event in its tenant's order: its id. 0 is before all of them. */
public record EventNumber(long value) {
  static final EventNumber BEFORE_ALL = new EventNumber(0);

  /** Reads what callers give back. */
  public static EventNumber parse(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidValue("event id", text, "the id of an event that was shown before");
    }
    return new EventNumber(Long.parseLong(text));
  }
}
