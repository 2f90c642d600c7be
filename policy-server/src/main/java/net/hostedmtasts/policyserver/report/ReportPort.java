package net.hostedmtasts.policyserver.report;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers on the port of reports, the only one of this server with TLS, that nothing is there: as
 * long as reports are not taken in, a sender has to see that its report was not taken (RFC 8460,
 * section 5.4), and nothing that the framework adds may show there.
 */
@Singleton
final class ReportPort {
  /** Before everything else that the framework does with a request. */
  private static final int FIRST = 1_000;

  private static final String NOT_FOUND =
      """
      {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "Nothing is answered here."}
      """;

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext request) {
    if (!request.request().isSSL()) {
      request.next();
      return;
    }
    request
        .response()
        .setStatusCode(404)
        .putHeader("Content-Type", "application/problem+json")
        .end(NOT_FOUND);
  }
}
