package net.hostedmtasts.controlplane.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.Version;
import net.hostedmtasts.controlplane.event.EventNumber;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/** Where some kinds of a tenant's events are told. */
@Entity
public class Webhook {
  @Id private UUID id;
  private UUID tenantId;
  private String url;

  private String host;
  private String description;
  private String[] eventTypes;
  private boolean enabled;
  private @Nullable String disabledBecause;
  private @Nullable Instant failingSince;
  private long seenEvent;
  private @Nullable Instant previousSecretUntil;
  private long version;
  private Instant createdAt;
  private Instant changedAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Webhook() {}

  // The constructor sets every field, some of them by the methods that change them later.
  @SuppressWarnings("NullAway.Init")
  Webhook(UUID tenant, WebhookUrl url, Collection<EventType> types, EventNumber last, Instant now) {
    this.id = UUID.randomUUID();
    this.tenantId = tenant;
    this.description = "";
    this.createdAt = now;
    leadTo(url);
    tell(types);
    enable(last);
    changed(now);
  }

  // What its owner changes.

  void leadTo(WebhookUrl next) {
    if (!next.value().equals(url)) {
      // What the old receiver did says nothing of the new one.
      failingSince = null;
    }
    url = next.value();
    host = next.host();
  }

  void describe(Description text) {
    description = text.value();
  }

  /** Tells events of these types alone, from now on. */
  void tell(Collection<EventType> types) {
    eventTypes = types.stream().distinct().sorted().map(EventType::value).toArray(String[]::new);
  }

  /**
   * Tells events from now on: those that happened while it was disabled are not told.
   *
   * @param last the newest event there is
   */
  void enable(EventNumber last) {
    enabled = true;
    disabledBecause = null;
    failingSince = null;
    seenEvent = last.value();
  }

  void disable() {
    enabled = false;
    disabledBecause = null;
  }

  /** Ends a change: the next one has to be made from this version. */
  void changed(Instant now) {
    version++;
    changedAt = now;
  }

  void secretRotated(Instant previousUntil) {
    previousSecretUntil = previousUntil;
  }

  void previousSecretDropped() {
    previousSecretUntil = null;
  }

  // What deliveries change.

  /** Events up to this one have been looked at. */
  public void seen(EventNumber last) {
    seenEvent = last.value();
  }

  /** A delivery has arrived. */
  public void worked() {
    failingSince = null;
  }

  /** A delivery has failed. Answers since when there are nothing but failures. */
  public Instant failed(Instant now) {
    Instant since = failingSince == null ? now : failingSince;
    failingSince = since;
    return since;
  }

  /** The service disables it by itself. */
  public void giveUp(DisabledBecause reason, Instant now) {
    enabled = false;
    disabledBecause = reason.value();
    changed(now);
  }

  // What others read.

  public UUID id() {
    return id;
  }

  public UUID tenantId() {
    return tenantId;
  }

  /** As it was given; whether it is still allowed, a new reading tells. */
  public String url() {
    return url;
  }

  /** Of the URL. */
  public String host() {
    return host;
  }

  String description() {
    return description;
  }

  /** The types of the events that it tells, in their order. */
  public List<EventType> eventTypes() {
    return Arrays.stream(eventTypes).map(EventType::parse).toList();
  }

  public boolean enabled() {
    return enabled;
  }

  Optional<DisabledBecause> disabledBecause() {
    return Optional.ofNullable(disabledBecause).map(DisabledBecause::parse);
  }

  Optional<Instant> failingSince() {
    return Optional.ofNullable(failingSince);
  }

  /** The last event that was looked at. */
  public EventNumber seenEvent() {
    return new EventNumber(seenEvent);
  }

  /** Until when the secret before the newest one is valid; empty where it no longer is. */
  Optional<Instant> previousSecretUntil(Instant now) {
    return Optional.ofNullable(previousSecretUntil).filter(now::isBefore);
  }

  Version version() {
    return new Version(version);
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant changedAt() {
    return changedAt;
  }
}
