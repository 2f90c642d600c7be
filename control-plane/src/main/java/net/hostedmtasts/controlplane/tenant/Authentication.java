package net.hostedmtasts.controlplane.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a request of the API through to its resource only with a token whose scope is enough (RFC
 * 6750).
 */
class Authentication {
  // A database that hangs must not let requests pile up.
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String API = "/api/";
  private static final String CHALLENGE = "Bearer realm=\"hosted-mta-sts\"";
  // One space, and letter case does not count (RFC 9110, section 11.1).
  private static final Pattern BEARER =
      Pattern.compile("bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

  private static final Pattern SCHEME = Pattern.compile("bearer( .*)?", Pattern.CASE_INSENSITIVE);

  private final Tokens tokens;
  private final CurrentCaller current;

  Authentication(Tokens tokens, CurrentCaller current) {
    this.tokens = tokens;
    this.current = current;
  }

  @ServerRequestFilter
  Uni<Void> check(ContainerRequestContext request, ResourceInfo resource) {
    if (!guarded(resource.getResourceClass())) {
      return Uni.createFrom().voidItem();
    }
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !SCHEME.matcher(header).matches()) {
      return Uni.createFrom()
          .failure(unauthenticated("Send the header Authorization: Bearer <token>.", ""));
    }
    return token(header)
        .map(
            secret -> tokens.caller(secret).ifNoItem().after(LIMIT).failWith(TimeoutException::new))
        .orElse(Uni.createFrom().nullItem())
        .onItem()
        .ifNull()
        .failWith(
            () ->
                unauthenticated(
                    "The token is unknown, has expired or was deleted. Use another one.",
                    ", error=\"invalid_token\""))
        .invoke(caller -> admit(caller, request.getMethod(), resource))
        .replaceWithVoid();
  }

  // By the annotation and not by the path of the request: there is nothing to get around.
  private static boolean guarded(Class<?> resource) {
    Path path = resource.getAnnotation(Path.class);
    return path == null || path.value().startsWith(API);
  }

  private void admit(Caller caller, String method, ResourceInfo resource) {
    Optional<Demands> demands =
        Optional.ofNullable(resource.getResourceMethod().getAnnotation(Demands.class))
            .or(
                () ->
                    Optional.ofNullable(resource.getResourceClass().getAnnotation(Demands.class)));
    Scope demanded = demands.map(Demands::value).orElse(usual(method));
    if (!caller.scope().includes(demanded)) {
      throw insufficient("Use a token with the scope " + demanded.value() + ".", demanded);
    }
    if (demands.map(Demands::operator).orElse(false) && !caller.operator()) {
      throw insufficient("Only the operator of the service may do this.", demanded);
    }
    current.set(caller);
  }

  private static Scope usual(String method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)
        ? Scope.READ
        : Scope.WRITE;
  }

  private static Optional<BearerToken> token(String header) {
    Matcher bearer = BEARER.matcher(header);
    try {
      return bearer.matches() ? Optional.of(new BearerToken(bearer.group(1))) : Optional.empty();
    } catch (InvalidValue noToken) {
      return Optional.empty();
    }
  }

  private static Refused unauthenticated(String detail, String error) {
    return new Refused(Reason.UNAUTHENTICATED, detail)
        .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + error);
  }

  private static Refused insufficient(String detail, Scope demanded) {
    return new Refused(Reason.INSUFFICIENT_SCOPE, detail)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + demanded.value() + "\"");
  }
}
