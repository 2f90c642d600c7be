package net.hostedmtasts.controlplane.notification;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class NotificationTypes {

  @Produces
  @Singleton
  TextType<Language> language() {
    return new TextType<>(Language.class, Language::parse, Language::value);
  }
}
