package net.hostedmtasts.controlplane.finding;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class FindingTypes {

  @Produces
  @Singleton
  TextType<FindingCode> findingCode() {
    return new TextType<>(FindingCode.class, FindingCode::parse, FindingCode::value);
  }

  @Produces
  @Singleton
  TextType<Severity> severity() {
    return new TextType<>(Severity.class, Severity::parse, Severity::value);
  }
}
