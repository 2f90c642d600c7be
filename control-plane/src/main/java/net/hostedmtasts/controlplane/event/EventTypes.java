package net.hostedmtasts.controlplane.event;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class EventTypes {

  @Produces
  @Singleton
  TextType<EventType> type() {
    return new TextType<>(EventType.class, EventType::parse, EventType::value);
  }

  @Produces
  @Singleton
  TextType<EventNumber> number() {
    return new TextType<>(
        EventNumber.class, EventNumber::parse, number -> Long.toString(number.value()));
  }
}
