package net.hostedmtasts.controlplane.signin;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.hostedmtasts.controlplane.person.People;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.session.BrowserSessions;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where a sign-in with the provider begins and ends. The code flow itself (RFC 6749, RFC 7636,
 * OpenID Connect Core 1.0) is the framework's; only somebody whom it has recognised comes here.
 */
@Path(OidcGate.PATH)
public class OidcResource {
  // The framework's own session. Nothing but this path would accept it, and it is not needed.
  private static final String FRAMEWORK_COOKIE = "q_session";
  private static final String METADATA = "configuration-metadata";
  private static final String NO_ACCESS = "/sign-in?error=no-access";

  private final OidcSettings settings;
  private final ProviderClaims claims;
  private final People people;
  private final BrowserSessions sessions;
  private final CurrentIdentityAssociation identity;
  private final RoutingContext routing;

  OidcResource(
      OidcSettings settings,
      ProviderClaims claims,
      People people,
      BrowserSessions sessions,
      CurrentIdentityAssociation identity,
      RoutingContext routing) {
    this.settings = settings;
    this.claims = claims;
    this.people = people;
    this.sessions = sessions;
    this.identity = identity;
    this.routing = routing;
  }

  /** Begins a session and goes to the page that the person wanted to see. */
  @GET
  @Operation(hidden = true)
  public Uni<Response> signIn() {
    if (!settings.enabled()) {
      throw new Refused(Reason.NOT_FOUND, "No provider is set up: sign in with a token.");
    }
    return identity.getDeferredIdentity().chain(who -> signIn(who));
  }

  private Uni<Response> signIn(SecurityIdentity who) {
    if (who.isAnonymous()) {
      throw new Refused(
          Reason.UNAUTHENTICATED, "Begin the sign-in again at " + OidcGate.PATH + ".");
    }
    ProviderClaims.Claimed claimed = claims.of(who);
    return people
        .signIn(claimed.identity(), claimed.grants())
        .chain(
            caller ->
                caller
                    .map(known -> begin(known, who))
                    .orElseGet(() -> Uni.createFrom().item(redirect(NO_ACCESS).build())))
        .invoke(this::forgetFramework);
  }

  private Uni<Response> begin(Caller caller, SecurityIdentity who) {
    return sessions
        .begin(caller, routing.request(), "oidc", signOutUrl(who))
        .map(
            cookie ->
                redirect(target().path())
                    .header(HttpHeaders.SET_COOKIE, cookie)
                    .header(HttpHeaders.SET_COOKIE, OidcGate.cookie("").setMaxAge(0).encode())
                    .build());
  }

  private void forgetFramework() {
    routing.request().cookies().stream()
        .map(Cookie::getName)
        .filter(name -> name.startsWith(FRAMEWORK_COOKIE))
        .distinct()
        .toList()
        .forEach(name -> routing.response().removeCookies(name, false));
  }

  private ReturnTarget target() {
    return Optional.ofNullable(routing.request().getCookie(OidcGate.COOKIE))
        .map(cookie -> URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8))
        .flatMap(ReturnTarget::parse)
        .orElse(ReturnTarget.HOME);
  }

  // OpenID Connect RP-Initiated Logout 1.0. Without the ID token, which is not kept, the provider
  // asks the person.
  private @Nullable String signOutUrl(SecurityIdentity who) {
    OidcConfigurationMetadata provider = who.getAttribute(METADATA);
    String end = provider == null ? null : provider.getEndSessionUri();
    if (end == null) {
      return null;
    }
    URI here = URI.create(routing.request().absoluteURI());
    return end
        + (end.contains("?") ? "&" : "?")
        + "client_id="
        + encoded(settings.clientId().orElseThrow())
        + "&post_logout_redirect_uri="
        + encoded(
            (settings.forceHttps() ? "https" : here.getScheme())
                + "://"
                + here.getAuthority()
                + "/sign-in");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Response.ResponseBuilder redirect(String page) {
    return Response.status(Response.Status.SEE_OTHER).header(HttpHeaders.LOCATION, page);
  }
}
