package net.hostedmtasts.controlplane.signin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import net.hostedmtasts.controlplane.tenant.OpenToAll;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The ways to sign in. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/sign-in")
public class SignInResource {
  private static final String EXAMPLE =
      """
      {"methods": ["token", "oidc"], "oidc_name": "Example ID", "oidc_url": "/sign-in/oidc"}
      """;

  private final OidcSettings settings;

  SignInResource(OidcSettings settings) {
    this.settings = settings;
  }

  /** For a sign-in page, which has no caller yet. */
  @GET
  @OpenToAll
  @Operation(operationId = "getSignIn", summary = "Show the ways to sign in")
  @APIResponse(
      responseCode = "200",
      description = "The ways to sign in",
      content =
          @Content(
              schema = @Schema(implementation = SignInView.class),
              examples = @ExampleObject(name = "both", value = EXAMPLE)))
  public SignInView get() {
    return settings.enabled()
        ? new SignInView(List.of("token", "oidc"), settings.name(), OidcGate.PATH)
        : new SignInView(List.of("token"), null, null);
  }
}
