package net.hostedmtasts.controlplane.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body that announces too much with a problem. The server's own limit, which counts,
 * closes without a word.
 */
@ApplicationScoped
class BodyLimit {
  // Before the server's own limit.
  private static final int PRIORITY = 100;

  private final ProblemAnswer answer;
  private final long limit;

  BodyLimit(
      ProblemAnswer answer,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
    this.answer = answer;
    this.limit = limit.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    if (announced(context) <= limit) {
      context.next();
      return;
    }
    Refused refused = new Refused(Reason.BODY_TOO_LARGE, "Send at most " + limit + " octets.");
    context
        .response()
        .setStatusCode(refused.reason().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .putHeader(HttpHeaders.CONNECTION, "close")
        .endHandler(ignored -> context.request().connection().close())
        .end(answer.body(refused));
  }

  // An unreadable length is the business of the HTTP parser.
  private static long announced(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }
}
