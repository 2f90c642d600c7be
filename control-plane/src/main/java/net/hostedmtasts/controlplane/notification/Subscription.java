package net.hostedmtasts.controlplane.notification;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.event.EventNumber;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.person.Member;

/** What one member wants to be told. */
@Entity
@Table(name = "notification_subscription")
class Subscription {
  private static final int TOKEN_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  @Id private UUID memberId;
  private UUID tenantId;
  private boolean enabled;
  private String[] eventTypes;
  private String language;

  @SuppressWarnings("UnusedVariable") // Queries read it.
  private String unsubscribe;

  private long seenEvent;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Subscription() {}

  /** As of somebody who has chosen nothing yet. */
  Subscription(Member member) {
    byte[] token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    this.memberId = member.id();
    this.tenantId = member.tenantId();
    this.eventTypes = values(EmailView.PROPOSED);
    this.language = Language.EN.value();
    this.unsubscribe = HexFormat.of().formatHex(token);
  }

  /** Tells events of these types alone, in this language. */
  void choose(Collection<EventType> types, Language chosen) {
    eventTypes = values(types);
    language = chosen.value();
  }

  /** Tells what happens from now on. */
  void enable(EventNumber last) {
    enabled = true;
    seenEvent = last.value();
  }

  void disable() {
    enabled = false;
  }

  /** Events up to this one have been looked at. */
  void seen(EventNumber last) {
    seenEvent = last.value();
  }

  UUID memberId() {
    return memberId;
  }

  UUID tenantId() {
    return tenantId;
  }

  boolean enabled() {
    return enabled;
  }

  List<EventType> eventTypes() {
    return Arrays.stream(eventTypes).map(EventType::parse).toList();
  }

  Language language() {
    return Language.parse(language);
  }

  EventNumber seenEvent() {
    return new EventNumber(seenEvent);
  }

  private static String[] values(Collection<EventType> types) {
    return types.stream().distinct().sorted().map(EventType::value).toArray(String[]::new);
  }
}
