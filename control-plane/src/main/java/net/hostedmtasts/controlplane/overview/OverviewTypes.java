package net.hostedmtasts.controlplane.overview;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class OverviewTypes {

  @Produces
  @Singleton
  TextType<DomainOrder> order() {
    return new TextType<>(DomainOrder.class, DomainOrder::parse, DomainOrder::value);
  }
}
