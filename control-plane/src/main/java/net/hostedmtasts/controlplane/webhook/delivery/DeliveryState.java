package net.hostedmtasts.controlplane.webhook.delivery;

import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** How far a delivery is. */
public enum DeliveryState {
  /** Not attempted yet, or to be attempted again. */
  WAITING,
  /** The receiver has answered 2xx. */
  DELIVERED,
  /** Given up; whoever wants it again asks for it. */
  FAILED;

  /** The name in the API and in the database. */
  public String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryState parse(String text) {
    for (DeliveryState state : values()) {
      if (state.value().equals(text)) {
        return state;
      }
    }
    throw new InvalidValue("state of a delivery", text, "waiting, delivered or failed");
  }
}
