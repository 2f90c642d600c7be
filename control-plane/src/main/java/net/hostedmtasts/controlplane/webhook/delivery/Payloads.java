package net.hostedmtasts.controlplane.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.Event;

/** The bodies of deliveries (Standard Webhooks, "Payload structure"). */
@Singleton
class Payloads {
  static final String PING = "ping";

  private final ObjectMapper json;

  Payloads(ObjectMapper json) {
    this.json = json;
  }

  private record Payload(String type, Instant timestamp, Object data) {}

  /**
   * What an event tells.
   *
   * @param id as in GET /api/v1/events
   * @param details what else is known, by type
   */
  private record Told(long id, String domain, @JsonRawValue String details) {}

  private record Ping(UUID webhookId) {}

  String of(Event event) {
    return text(
        new Payload(event.type(), event.at(), new Told(event.id(), event.domain(), event.data())));
  }

  String ping(UUID webhook, Instant now) {
    return text(new Payload(PING, now, new Ping(webhook)));
  }

  private String text(Payload payload) {
    try {
      return json.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was written as JSON can be written again", e);
    }
  }
}
