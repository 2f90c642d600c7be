package net.hostedmtasts.controlplane.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.Event;

/**
 * What a receiver tells repetitions by, in the header {@code webhook-id}: the same in every
 * attempt, also in one that another instance makes.
 */
record MessageId(String value) {
  private static final int DIGITS = 16;

  /**
   * Of an event's number and the webhook. A database that was restored gives numbers again: what
   * happened, and when, makes another id of them.
   */
  static MessageId of(UUID webhook, Event event) {
    String all =
        String.join("\n", webhook.toString(), event.at().toString(), event.domain(), event.type());
    String digest = Hashing.sha256().hashString(all, UTF_8).toString().substring(0, DIGITS);
    return new MessageId("evt_" + event.id() + "_" + digest);
  }

  static MessageId ofPing() {
    return new MessageId("ping_" + UUID.randomUUID().toString().replace("-", ""));
  }
}
