package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.limit.RateLimits;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.BearerToken;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.OpenToAll;
import net.hostedmtasts.controlplane.tenant.Tokens;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request of the API through to its resource only with a token whose scope is enough (RFC
 * 6750), or with the cookie of a session whose role is.
 */
class Authentication {
  private static final String CSRF_HEADER = "X-CSRF-Token";
  // A database that hangs must not let requests pile up.
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String API = "/api/";
  private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  // One space, and letter case does not count (RFC 9110, section 11.1).
  private static final Pattern BEARER =
      Pattern.compile("bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private static final Pattern SCHEME = Pattern.compile("bearer( .*)?", Pattern.CASE_INSENSITIVE);

  private final Tokens tokens;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final CurrentCaller current;
  private final CurrentSession session;
  private final RateLimits limits;
  private final RoutingContext routing;

  Authentication(
      Tokens tokens,
      Sessions sessions,
      SessionCookie cookie,
      CurrentCaller current,
      CurrentSession session,
      RateLimits limits,
      RoutingContext routing) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.cookie = cookie;
    this.current = current;
    this.session = session;
    this.limits = limits;
    this.routing = routing;
  }

  @ServerRequestFilter
  Uni<Void> check(ContainerRequestContext request, ResourceInfo resource) {
    if (!guarded(resource)) {
      return Uni.createFrom().voidItem();
    }
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    Optional<SessionSecret> secret = header == null ? cookie.read(server()) : Optional.empty();
    return secret
        .map(found -> ofSession(found, request))
        .orElseGet(() -> ofToken(header))
        .invoke(caller -> Admission.check(caller, request.getMethod(), resource))
        .invoke(current::set)
        .replaceWithVoid();
  }

  // By the annotation and not by the path of the request: there is nothing to get around.
  private static boolean guarded(ResourceInfo resource) {
    Path path = resource.getResourceClass().getAnnotation(Path.class);
    return (path == null || path.value().startsWith(API))
        && !resource.getResourceMethod().isAnnotationPresent(OpenToAll.class);
  }

  private HttpServerRequest server() {
    return routing.request();
  }

  private Uni<Caller> ofSession(SessionSecret secret, ContainerRequestContext request) {
    return sessions
        .find(secret)
        .ifNoItem()
        .after(LIMIT)
        .failWith(TimeoutException::new)
        .onItem()
        .ifNull()
        .failWith(
            () ->
                Admission.unauthenticated(
                    "The session has ended. Sign in again: POST /api/v1/session.", ""))
        .invoke(found -> limits.request(found.session(), routing.response()))
        .invoke(found -> refuseForeignPages(found, request))
        .invoke(session::set)
        .map(SignedIn::caller);
  }

  private static void refuseForeignPages(SignedIn found, ContainerRequestContext request) {
    String said = request.getHeaderString(CSRF_HEADER);
    if (!SAFE.contains(request.getMethod())
        && (said == null || !MessageDigest.isEqual(octets(said), octets(found.csrfToken())))) {
      throw new Refused(
              Reason.CSRF,
              "Send the header X-CSRF-Token with the csrf_token of GET /api/v1/session.")
          .field(CSRF_HEADER);
    }
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Uni<Caller> ofToken(@Nullable String header) {
    if (header == null || !SCHEME.matcher(header).matches()) {
      return Uni.createFrom()
          .failure(
              Admission.unauthenticated(
                  "Sign in, or send the header Authorization: Bearer <token>.", ""));
    }
    return token(header)
        .map(
            secret -> tokens.caller(secret).ifNoItem().after(LIMIT).failWith(TimeoutException::new))
        .orElse(Uni.createFrom().nullItem())
        .onItem()
        .ifNull()
        .failWith(
            () ->
                Admission.unauthenticated(
                    "The token is unknown, has expired or was deleted. Use another one.",
                    ", error=\"invalid_token\""))
        .invoke(
            caller -> limits.request(Objects.requireNonNull(caller.token()), routing.response()));
  }

  private static Optional<BearerToken> token(String header) {
    Matcher bearer = BEARER.matcher(header);
    try {
      return bearer.matches() ? Optional.of(new BearerToken(bearer.group(1))) : Optional.empty();
    } catch (InvalidValue noToken) {
      return Optional.empty();
    }
  }
}
