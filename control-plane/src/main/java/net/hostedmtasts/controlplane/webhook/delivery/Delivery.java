package net.hostedmtasts.controlplane.webhook.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.Event;
import org.jspecify.annotations.Nullable;

/** One event on its way to one webhook. */
@Entity
@Table(name = "webhook_delivery")
class Delivery {
  private static final int MAX_ERROR = 500;

  @Id private UUID id;
  private UUID webhookId;
  private @Nullable Long eventNumber;
  private String messageId;
  private String type;
  private @Nullable String domain;
  private String payload;
  private String state;
  private int attempts;
  private int tries;
  private Instant createdAt;
  private @Nullable Instant nextAt;
  private long claim;
  private @Nullable Instant claimedUntil;
  private @Nullable Instant lastAt;
  private @Nullable Integer statusCode;
  private @Nullable String error;
  private @Nullable String answer;
  private @Nullable Integer durationMs;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Delivery() {}

  private Delivery(UUID webhook, MessageId messageId, String type, String payload, Instant now) {
    this.id = UUID.randomUUID();
    this.webhookId = webhook;
    this.messageId = messageId.value();
    this.type = type;
    this.payload = payload;
    this.state = DeliveryState.WAITING.value();
    this.createdAt = now;
    this.nextAt = now;
  }

  /** Of an event, which one webhook gets once. */
  static Delivery of(UUID webhook, Event event, String payload, Instant now) {
    Delivery delivery =
        new Delivery(webhook, MessageId.of(webhook, event), event.type(), payload, now);
    delivery.eventNumber = event.id();
    delivery.domain = event.domain();
    return delivery;
  }

  /** To see whether the webhook answers. */
  static Delivery ping(UUID webhook, String payload, Instant now) {
    return new Delivery(webhook, MessageId.ofPing(), Payloads.PING, payload, now);
  }

  /** Whether an attempt with this claim may still note what came of it. */
  boolean isHeld(long claimed) {
    return claim == claimed && claimedUntil != null && state() == DeliveryState.WAITING;
  }

  /** A ping is for a person who looks at what comes of it: it is attempted once. */
  boolean isPing() {
    return eventNumber == null;
  }

  /** Notes an attempt; the next step follows. */
  void attempted(Attempted what, Instant now) {
    attempts++;
    tries++;
    lastAt = now;
    claimedUntil = null;
    statusCode = what.status().orElse(null);
    error = what.error().map(Delivery::shortened).orElse(null);
    answer = what.answer().orElse(null);
    durationMs = (int) Math.min(what.took().toMillis(), Duration.ofDays(1).toMillis());
  }

  void delivered() {
    end(DeliveryState.DELIVERED);
  }

  void giveUp() {
    end(DeliveryState.FAILED);
  }

  void tryAgain(Instant at) {
    nextAt = at;
  }

  /** Nothing was sent: whoever enables the webhook lets it go on. */
  void rest() {
    claimedUntil = null;
  }

  /** Somebody wants it once more, at once and with all its pauses before it. */
  void again(Instant now) {
    state = DeliveryState.WAITING.value();
    tries = 0;
    nextAt = now;
  }

  private void end(DeliveryState end) {
    state = end.value();
    nextAt = null;
  }

  private static String shortened(String text) {
    return text.length() > MAX_ERROR ? text.substring(0, MAX_ERROR) : text;
  }

  UUID id() {
    return id;
  }

  UUID webhookId() {
    return webhookId;
  }

  Optional<Long> eventNumber() {
    return Optional.ofNullable(eventNumber);
  }

  String messageId() {
    return messageId;
  }

  String type() {
    return type;
  }

  Optional<String> domain() {
    return Optional.ofNullable(domain);
  }

  String payload() {
    return payload;
  }

  DeliveryState state() {
    return DeliveryState.parse(state);
  }

  int attempts() {
    return attempts;
  }

  /** Attempts since it last began to wait. */
  int tries() {
    return tries;
  }

  Instant createdAt() {
    return createdAt;
  }

  Optional<Instant> nextAt() {
    return Optional.ofNullable(nextAt);
  }

  Optional<Instant> lastAt() {
    return Optional.ofNullable(lastAt);
  }

  Optional<Integer> statusCode() {
    return Optional.ofNullable(statusCode);
  }

  Optional<String> error() {
    return Optional.ofNullable(error);
  }

  Optional<String> answer() {
    return Optional.ofNullable(answer);
  }

  Optional<Integer> durationMs() {
    return Optional.ofNullable(durationMs);
  }
}
