package net.hostedmtasts.controlplane.account;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.tenant.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * A token just created.
 *
 * @param token the secret, to be sent as {@code Authorization: Bearer <token>}
 */
public record NewTokenView(
    UUID id,
    String name,
    Scope scope,
    Instant createdAt,
    @Nullable Instant expiresAt,
    String token) {

  static NewTokenView of(Tokens.Created created) {
    TokenView view = TokenView.of(created.token());
    return new NewTokenView(
        view.id(),
        view.name(),
        view.scope(),
        view.createdAt(),
        view.expiresAt(),
        created.secret().secret());
  }

  @Override
  public String toString() {
    return "NewTokenView[id=" + id + "]";
  }
}
