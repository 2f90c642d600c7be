package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.BearerToken;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Tokens;

/** Signs a browser in with an access token, for services without an OpenID Connect provider. */
@ApplicationScoped
class TokenSignIn {
  private final Tokens tokens;
  private final OpenSession open;

  TokenSignIn(Tokens tokens, OpenSession open) {
    this.tokens = tokens;
    this.open = open;
  }

  /**
   * Begins a session for the token.
   *
   * @param before the browser's session until now, which ends
   */
  Uni<SignedIn> signIn(String token, Optional<SessionSecret> before) {
    return caller(token)
        .onItem()
        .ifNull()
        .failWith(
            () ->
                new Refused(
                        Reason.UNAUTHENTICATED,
                        "The token is unknown, has expired or was deleted. Use another one.")
                    .field("/token"))
        .chain(caller -> open.begin(caller, before, "token", null));
  }

  private Uni<Caller> caller(String token) {
    try {
      return tokens.caller(new BearerToken(token));
    } catch (InvalidValue noToken) {
      return Uni.createFrom().nullItem();
    }
  }
}
