package net.hostedmtasts.controlplane.notification;

import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What a member is told by mail.
 *
 * @param available whether the operator of the service has set mail up
 * @param address where to: the one that the sign-in provider has verified; absent without one
 */
public record EmailView(
    boolean available,
    @Nullable String address,
    boolean enabled,
    List<EventType> eventTypes,
    Language language) {
  /** What is proposed to whoever has chosen nothing: all but what comes with many checks. */
  static final List<EventType> PROPOSED =
      Arrays.stream(EventType.values()).filter(type -> type != EventType.FINDINGS).toList();

  public EmailView {
    eventTypes = List.copyOf(eventTypes);
  }
}
