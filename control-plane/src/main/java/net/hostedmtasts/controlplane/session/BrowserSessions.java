package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.jspecify.annotations.Nullable;

/** Begins sessions of people whom somebody else has recognised. */
@ApplicationScoped
public class BrowserSessions {
  private final OpenSession open;
  private final SessionCookie cookie;

  BrowserSessions(OpenSession open, SessionCookie cookie) {
    this.open = open;
    this.cookie = cookie;
  }

  /**
   * Begins a session; one that the browser had before ends.
   *
   * @param method how the person was recognised, for the audit log
   * @param signOutUrl where the provider ends its own session
   * @return the value of {@code Set-Cookie}
   */
  public Uni<String> begin(
      Caller caller, HttpServerRequest request, String method, @Nullable String signOutUrl) {
    return open.begin(caller, cookie.read(request), method, signOutUrl)
        .map(session -> cookie.set(request, session));
  }
}
