package net.hostedmtasts.controlplane.webhook.delivery;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class DeliveryTypes {

  @Produces
  @Singleton
  TextType<DeliveryState> state() {
    return new TextType<>(DeliveryState.class, DeliveryState::parse, DeliveryState::value);
  }
}
