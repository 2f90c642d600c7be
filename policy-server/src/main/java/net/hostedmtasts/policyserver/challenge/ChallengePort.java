package net.hostedmtasts.policyserver.challenge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses on the port of the challenges, the only one of this server without TLS, whatever is no
 * question for one, so that nothing that the framework or a later feature adds to the same server
 * is ever seen there.
 */
@Singleton
final class ChallengePort {
  private static final Pattern CHALLENGE =
      Pattern.compile("/\\.well-known/acme-challenge/[A-Za-z0-9_-]{1,255}");
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  /** Before everything else that the framework does with a request. */
  private static final int FIRST = 1_000;

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext request) {
    if (!request.request().isSSL() && !asksForChallenge(request)) {
      request
          .response()
          .setStatusCode(404)
          .putHeader("Content-Type", "text/plain;charset=UTF-8")
          .end("not found\n");
    } else {
      request.next();
    }
  }

  /** By the path as it was sent: nobody has to write a token in another way. */
  private static boolean asksForChallenge(RoutingContext request) {
    return METHODS.contains(request.request().method())
        && CHALLENGE.matcher(request.request().path()).matches();
  }
}
