package net.hostedmtasts.controlplane.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;

/** Answers an address that is too long with a problem, which the HTTP parser would not. */
@ApplicationScoped
class AddressLimit {
  private static final int OCTETS = 4_096;
  // Before everything else that reads the request.
  private static final int PRIORITY = 110;

  private final ProblemAnswer answer;

  AddressLimit(ProblemAnswer answer) {
    this.answer = answer;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    if (context.request().uri().getBytes(StandardCharsets.UTF_8).length > OCTETS) {
      answer.end(
          context,
          new Refused(
              Reason.URI_TOO_LONG, "Send at most " + OCTETS + " octets of path and query."));
    } else {
      context.next();
    }
  }
}
