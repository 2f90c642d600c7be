package net.hostedmtasts.controlplane.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * Lets a request without a body through to its operation, which knows whether it needs one: REST
 * would miss the media type of what is not there.
 */
@ApplicationScoped
class MissingBody {
  private static final int PRIORITY = 90;

  void register(@Observes Filters filters) {
    filters.register(MissingBody::check, PRIORITY);
  }

  private static void check(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (empty(request) && !request.headers().contains(HttpHeaders.CONTENT_TYPE)) {
      request.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    }
    context.next();
  }

  private static boolean empty(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? !BodyLimit.unannounced(request) : length.equals("0");
  }
}
