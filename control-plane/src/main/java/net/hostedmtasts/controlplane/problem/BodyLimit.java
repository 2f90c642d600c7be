package net.hostedmtasts.controlplane.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body beyond the limit with a problem, whether it announces its length or not. The
 * server's own limit, which comes later, closes without a word.
 */
@ApplicationScoped
class BodyLimit {
  // Before the server's own limit.
  private static final int PRIORITY = 100;

  /** Bodies that are lists; all others are small. */
  private static final Set<String> LISTS = Set.of("/api/v1/domains/bulk");

  private static final long SMALL = 64 * 1024;

  private final ProblemAnswer answer;
  private final long greatest;

  BodyLimit(
      ProblemAnswer answer,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize greatest) {
    this.answer = answer;
    this.greatest = greatest.asLongValue();
  }

  private long limit(RoutingContext context) {
    return LISTS.contains(context.normalizedPath()) ? greatest : SMALL;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && unannounced(context.request())) {
      read(context);
    } else if (length != null && announced(length) > limit(context)) {
      refuse(context);
    } else {
      context.next();
    }
  }

  private void read(RoutingContext context) {
    Buffer body = Buffer.buffer();
    long limit = limit(context);
    HttpServerRequest request = context.request();
    request.handler(
        part -> {
          body.appendBuffer(part);
          if (body.length() > limit) {
            request.handler(ignored -> {}).endHandler(ignored -> {});
            refuse(context);
          }
        });
    request.endHandler(
        end -> {
          // What the body handler of Vert.x does, which leaves an empty body out, and then REST
          // waits for it for ever.
          ((RoutingContextInternal) context).setBody(body);
          context.next();
        });
    request.resume();
  }

  private void refuse(RoutingContext context) {
    context
        .response()
        .putHeader(HttpHeaders.CONNECTION, "close")
        .endHandler(ignored -> context.request().connection().close());
    answer.end(
        context, new Refused(Reason.BODY_TOO_LARGE, "Send at most " + limit(context) + " octets."));
  }

  static boolean unannounced(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (request.version() == HttpVersion.HTTP_2 && !request.isEnded());
  }

  // An unreadable length is the business of the HTTP parser.
  private static long announced(String length) {
    return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }
}
