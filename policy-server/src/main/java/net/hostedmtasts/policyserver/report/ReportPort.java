package net.hostedmtasts.policyserver.report;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import net.hostedmtasts.policyserver.certificate.RequestedName;

/**
 * Answers on the port of reports, the only one of this server with TLS, that nothing is there: as
 * long as reports are not taken in, a sender has to see that its report was not taken (RFC 8460,
 * section 5.4), and nothing that the framework adds may show there. A request for another host than
 * the handshake was for is misdirected (RFC 9110, section 15.5.20).
 */
@Singleton
final class ReportPort {
  /** Before everything else that the framework does with a request. */
  private static final int FIRST = 1_000;

  private static final String PROBLEM =
      """
      {"type": "about:blank", "title": "%s", "status": %d, "detail": "%s"}
      """;

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext request) {
    if (!request.request().isSSL()) {
      request.next();
      return;
    }
    Optional<String> host = RequestedHost.of(request.request());
    if (host.isEmpty()) {
      end(request, 400, "Bad Request", "The request names no host.");
    } else if (isMisdirected(request, host.get())) {
      end(request, 421, "Misdirected Request", "The connection was made for another host.");
    } else {
      end(request, 404, "Not Found", "Nothing is answered here.");
    }
  }

  /** A certificate from files is shown without a name as well, and then nothing can differ. */
  private static boolean isMisdirected(RoutingContext request, String host) {
    return RequestedName.of(request.request().sslSession())
        .filter(name -> !name.equals(host))
        .isPresent();
  }

  private static void end(RoutingContext request, int status, String title, String detail) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/problem+json")
        .end(PROBLEM.formatted(title, status, detail));
  }
}
