package net.hostedmtasts.controlplane.account;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.tenant.Token;
import org.jspecify.annotations.Nullable;

/** A token as the API shows it: without its secret, which nobody has. */
public record TokenView(
    UUID id,
    String name,
    Scope scope,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  static TokenView of(Token token) {
    return new TokenView(
        token.id(),
        token.name(),
        token.scope(),
        token.createdAt(),
        token.expiresAt().orElse(null),
        token.lastUsedAt().orElse(null));
  }
}
