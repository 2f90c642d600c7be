package net.hostedmtasts.controlplane.webhook.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it.
 *
 * @param messageId the header {@code webhook-id}, by which the receiver tells repetitions
 * @param type that of the event, or {@code ping}
 * @param eventId the event's id in GET /api/v1/events
 * @param error why the last attempt has failed, for people
 * @param answer the beginning of the last answer's body: 1 KiB, what cannot be printed replaced
 * @param payload the body as it is sent; where one delivery is asked for
 */
public record DeliveryView(
    UUID id,
    String messageId,
    String type,
    @Nullable String domain,
    @Nullable Long eventId,
    DeliveryState state,
    int attempts,
    Instant createdAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Integer statusCode,
    @Nullable String error,
    @Nullable Integer durationMs,
    @Nullable String answer,
    @Nullable String payload) {

  static DeliveryView listed(Delivery delivery) {
    return of(delivery, null);
  }

  static DeliveryView whole(Delivery delivery) {
    return of(delivery, delivery.payload());
  }

  private static DeliveryView of(Delivery delivery, @Nullable String payload) {
    return new DeliveryView(
        delivery.id(),
        delivery.messageId(),
        delivery.type(),
        delivery.domain().orElse(null),
        delivery.eventNumber().orElse(null),
        delivery.state(),
        delivery.attempts(),
        delivery.createdAt(),
        delivery.lastAt().orElse(null),
        delivery.nextAt().orElse(null),
        delivery.statusCode().orElse(null),
        delivery.error().orElse(null),
        delivery.durationMs().orElse(null),
        delivery.answer().orElse(null),
        payload);
  }
}
