package net.hostedmtasts.controlplane.webhook;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with a secret that is new.
 *
 * @param secret what deliveries are signed with: {@code whsec_} and Base64
 */
public record NewSecretView(
    UUID id,
    String url,
    String description,
    List<EventType> eventTypes,
    boolean enabled,
    @Nullable DisabledBecause disabledBecause,
    @Nullable Instant failingSince,
    @Nullable Instant previousSecretValidUntil,
    Instant createdAt,
    Instant changedAt,
    String secret) {
  public NewSecretView {
    eventTypes = List.copyOf(eventTypes);
  }

  static NewSecretView of(Webhooks.Created created, Instant now) {
    WebhookView view = WebhookView.of(created.webhook(), now);
    return new NewSecretView(
        view.id(),
        view.url(),
        view.description(),
        view.eventTypes(),
        view.enabled(),
        view.disabledBecause(),
        view.failingSince(),
        view.previousSecretValidUntil(),
        view.createdAt(),
        view.changedAt(),
        created.secret().text());
  }

  @Override
  public String toString() {
    return "NewSecretView[id=" + id + "]";
  }
}
