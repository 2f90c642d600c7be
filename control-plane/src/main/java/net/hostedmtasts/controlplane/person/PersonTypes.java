package net.hostedmtasts.controlplane.person;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The texts of this feature. */
class PersonTypes {

  @Produces
  @Singleton
  TextType<Email> email() {
    return new TextType<>(Email.class, Email::new, Email::value);
  }
}
