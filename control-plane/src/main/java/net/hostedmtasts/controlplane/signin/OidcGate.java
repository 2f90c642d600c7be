package net.hostedmtasts.controlplane.signin;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.hostedmtasts.controlplane.limit.RateLimits;
import net.hostedmtasts.controlplane.problem.ProblemAnswer;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/**
 * Stands before the sign-in with the provider: counts, remembers where the person wanted to go, and
 * turns what went wrong into a page that says so.
 */
@ApplicationScoped
class OidcGate {
  static final String PATH = "/sign-in/oidc";
  private static final String TARGET = "to";
  static final String COOKIE = "mta-sts-sign-in-to";

  private static final String STATE = "state";
  // What the sign-in page says.
  private static final String FAILED = "/sign-in?error=failed";

  private static final String UNAVAILABLE = "/sign-in?error=unavailable";
  // Before the framework asks who it is, which is at 200.
  private static final int PRIORITY = 300;
  private static final long MINUTES_10 = 600;

  private final OidcSettings settings;
  private final RateLimits limits;
  private final ProblemAnswer answer;

  OidcGate(OidcSettings settings, RateLimits limits, ProblemAnswer answer) {
    this.settings = settings;
    this.limits = limits;
    this.answer = answer;
  }

  void register(@Observes Filters filters) {
    if (settings.enabled()) {
      filters.register(this::check, PRIORITY);
    }
  }

  private void check(RoutingContext context) {
    if (!context.normalizedPath().equals(PATH)) {
      context.next();
      return;
    }
    try {
      if (begins(context)) {
        remember(context);
      } else {
        // What comes back costs a question to the provider, what begins does not.
        if (!context.queryParam(STATE).isEmpty()) {
          limits.signIn(context.request());
        }
        context.addHeadersEndHandler(end -> page(context.response()));
        context.next();
      }
    } catch (Refused refused) {
      answer.end(context, refused);
    }
  }

  // With any query the framework would come back to it, and leave a cookie of its own on the way.
  private static boolean begins(RoutingContext context) {
    String query = context.request().query();
    return query != null && !query.isEmpty() && context.queryParam(STATE).isEmpty();
  }

  private static void remember(RoutingContext context) {
    ReturnTarget target =
        Optional.of(context.queryParam(TARGET))
            .filter(values -> values.size() == 1)
            .flatMap(values -> ReturnTarget.parse(values.get(0)))
            .orElseThrow(
                () ->
                    new Refused(
                            Reason.INVALID_REQUEST,
                            "Name a page of this service, such as /domains/example.com.")
                        .field(TARGET));
    context
        .response()
        .addCookie(cookie(target.path()).setMaxAge(MINUTES_10))
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, PATH)
        .end();
  }

  /** The cookie that remembers the target, which a browser keeps for this path alone. */
  static Cookie cookie(String value) {
    return Cookie.cookie(COOKIE, URLEncoder.encode(value, StandardCharsets.UTF_8))
        .setPath(PATH)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }

  private static void page(HttpServerResponse response) {
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (response.getStatusCode() == Reason.UNAUTHENTICATED.status()) {
      redirect(response, FAILED);
    } else if (response.getStatusCode() >= Reason.INTERNAL.status()) {
      redirect(response, UNAVAILABLE);
    }
  }

  private static void redirect(HttpServerResponse response, String page) {
    response.setStatusCode(303).putHeader(HttpHeaders.LOCATION, page);
    response.headers().remove("WWW-Authenticate");
  }
}
