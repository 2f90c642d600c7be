package net.hostedmtasts.controlplane.limit;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** The limits of the service. Every answer that is counted says what is left. */
@ApplicationScoped
public class RateLimits {
  private final RateLimit<UUID> requests;
  private final RateLimit<ClientAddress> signIns;

  RateLimits(RateLimitSettings settings) {
    this.requests = new RateLimit<>("requests", settings.requests(), settings.window());
    this.signIns = new RateLimit<>("sign-ins", settings.signIns(), settings.window());
  }

  /**
   * Counts a request of the API.
   *
   * @param client the id of the token or session
   * @throws Refused beyond the limit
   */
  public void request(UUID client, HttpServerResponse response) {
    count(requests.take(client), response);
  }

  /**
   * Counts a sign-in.
   *
   * @throws Refused beyond the limit
   */
  public void signIn(HttpServerRequest request) {
    count(
        signIns.take(ClientAddress.of(request.remoteAddress().hostAddress())), request.response());
  }

  private static void count(RateLimit.Taken taken, HttpServerResponse response) {
    response.putHeader("RateLimit-Policy", taken.policy()).putHeader("RateLimit", taken.left());
    if (!taken.allowed()) {
      throw new Refused(
              Reason.RATE_LIMITED, "Send the request again in " + taken.retryAfter() + " seconds.")
          .header(HttpHeaders.RETRY_AFTER, Long.toString(taken.retryAfter()));
    }
  }
}
