package net.hostedmtasts.controlplane.idempotency;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import net.hostedmtasts.controlplane.border.TextType;

/** The header of every POST that creates something. */
class IdempotencyTypes {

  @Produces
  @Singleton
  TextType<IdempotencyKey> key() {
    return new TextType<>(IdempotencyKey.class, IdempotencyKey::new, IdempotencyKey::value);
  }
}
