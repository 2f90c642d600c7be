package net.hostedmtasts.controlplane.configuration;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class ConfigurationTypes {

  @Produces
  @Singleton
  TextType<VersionNumber> versionNumber() {
    return new TextType<>(
        VersionNumber.class, VersionNumber::parse, number -> Long.toString(number.value()));
  }
}
