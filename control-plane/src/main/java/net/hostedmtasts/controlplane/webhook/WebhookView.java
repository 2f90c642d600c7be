package net.hostedmtasts.controlplane.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as the API shows it: without its secret.
 *
 * @param disabledBecause where the service has disabled it by itself
 * @param failingSince where the last deliveries have failed: since when there is nothing else
 * @param previousSecretValidUntil after a rotation: so long deliveries carry two signatures
 */
public record WebhookView(
    UUID id,
    String url,
    String description,
    List<EventType> eventTypes,
    boolean enabled,
    @Nullable DisabledBecause disabledBecause,
    @Nullable Instant failingSince,
    @Nullable Instant previousSecretValidUntil,
    Instant createdAt,
    Instant changedAt) {
  public WebhookView {
    eventTypes = List.copyOf(eventTypes);
  }

  static WebhookView of(Webhook webhook, Instant now) {
    return new WebhookView(
        webhook.id(),
        webhook.url(),
        webhook.description(),
        webhook.eventTypes(),
        webhook.enabled(),
        webhook.disabledBecause().orElse(null),
        webhook.failingSince().orElse(null),
        webhook.previousSecretUntil(now).orElse(null),
        webhook.createdAt(),
        webhook.changedAt());
  }
}
