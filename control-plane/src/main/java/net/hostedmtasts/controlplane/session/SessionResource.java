package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import net.hostedmtasts.controlplane.limit.RateLimits;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.OpenToAll;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The session of a browser. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/session")
@Demands(Scope.READ)
public class SessionResource {
  private static final String PATH = "/api/v1/session";

  private final TokenSignIn tokens;
  private final OpenSession open;
  private final CurrentSession current;
  private final SessionCookie cookie;
  private final RateLimits limits;
  private final RoutingContext routing;

  SessionResource(
      TokenSignIn tokens,
      OpenSession open,
      CurrentSession current,
      SessionCookie cookie,
      RateLimits limits,
      RoutingContext routing) {
    this.tokens = tokens;
    this.open = open;
    this.current = current;
    this.cookie = cookie;
    this.limits = limits;
    this.routing = routing;
  }

  /** Begins a session; the answer sets its cookie. One that the browser had before ends. */
  @POST
  @OpenToAll
  @Operation(operationId = "signIn", summary = "Sign in with an access token; sets a cookie")
  @Refuses({Reason.UNAUTHENTICATED, Reason.RATE_LIMITED})
  @APIResponse(
      responseCode = "201",
      description = "The session",
      content =
          @Content(
              schema = @Schema(implementation = SessionView.class),
              examples = @ExampleObject(name = "session", value = SessionExamples.VIEW)))
  public Uni<Response> signIn(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "token", value = SessionExamples.SIGN_IN)))
          @NotNull
          @Valid
          SignInRequest request) {
    limits.signIn(routing.request());
    return tokens
        .signIn(request.token(), cookie.read(routing.request()))
        .chain(
            signedIn ->
                open.view(signedIn)
                    .map(
                        view ->
                            Response.status(Response.Status.CREATED)
                                .header(HttpHeaders.LOCATION, PATH)
                                .header(
                                    HttpHeaders.SET_COOKIE, cookie.set(routing.request(), signedIn))
                                .entity(view)
                                .build()));
  }

  /** The session that the cookie belongs to. */
  @GET
  @Operation(operationId = "getSession", summary = "Show who is signed in")
  @APIResponse(
      responseCode = "200",
      description = "The session",
      content =
          @Content(
              schema = @Schema(implementation = SessionView.class),
              examples = @ExampleObject(name = "session", value = SessionExamples.VIEW)))
  public Uni<SessionView> get() {
    // What is in it would let another site change something.
    routing.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return open.view(current.get());
  }

  /** Enters another tenant. Pages that still show the one before can change nothing any more. */
  @PATCH
  @Operation(operationId = "enterTenant", summary = "Enter another tenant of the person")
  @Refuses(Reason.NOT_FOUND)
  @APIResponse(
      responseCode = "200",
      description = "The session, with another csrf_token",
      content =
          @Content(
              schema = @Schema(implementation = SessionView.class),
              examples = @ExampleObject(name = "session", value = SessionExamples.VIEW)))
  public Uni<SessionView> enter(
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "tenant", value = SessionExamples.CHOICE)))
          @NotNull
          @Valid
          TenantChoice choice) {
    return open.enter(current.get(), choice.tenant()).chain(open::view);
  }

  /** Ends the session and takes its cookie away. */
  @DELETE
  @Operation(operationId = "signOut", summary = "Sign out")
  @APIResponse(responseCode = "204", description = "The session has ended")
  public Uni<Response> signOut() {
    return open.end(current.get())
        .replaceWith(
            () ->
                Response.noContent()
                    .header(HttpHeaders.SET_COOKIE, cookie.remove(routing.request()))
                    .build());
  }
}
