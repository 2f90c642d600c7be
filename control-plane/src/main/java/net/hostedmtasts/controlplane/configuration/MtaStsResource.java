package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The MTA-STS of a domain: what its owner configured, and what is served. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts")
public class MtaStsResource {
  private final Configurations configurations;
  private final Previews previews;
  private final CurrentCaller caller;

  MtaStsResource(Configurations configurations, Previews previews, CurrentCaller caller) {
    this.configurations = configurations;
    this.previews = previews;
    this.caller = caller;
  }

  /** The configuration and its state. One that was never configured is inactive. */
  @GET
  @Operation(
      operationId = "getMtaSts",
      summary = "Get the configuration, its status and what is served")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The configuration; the ETag is the owner's version",
      content =
          @Content(
              schema = @Schema(implementation = MtaStsView.class),
              examples = @ExampleObject(name = "active", value = Examples.MTA_STS)))
  public Uni<RestResponse<MtaStsView>> get(@RestPath("domain") PolicyDomain domain) {
    return configurations.get(caller.get(), domain).map(MtaStsResource::answer);
  }

  /** Saves and enables. {@code If-Match} names the version that the caller has seen. */
  @PUT
  @Operation(operationId = "putMtaSts", summary = "Save the configuration and enable MTA-STS")
  @Refuses({
    Reason.UNKNOWN_DOMAIN,
    Reason.DMARC_MONITORING_REQUIRED,
    Reason.MX_UNKNOWN,
    Reason.NULL_MX,
    Reason.MX_NOT_COVERED,
    Reason.ACKNOWLEDGEMENT_REQUIRED,
    Reason.STALE_VERSION,
    Reason.PRECONDITION_REQUIRED
  })
  @APIResponse(
      responseCode = "200",
      description = "Saved; the policy is on its way to every edge, its id follows",
      content =
          @Content(
              schema = @Schema(implementation = MtaStsView.class),
              examples = @ExampleObject(name = "saved", value = Examples.MTA_STS)))
  public Uni<RestResponse<MtaStsView>> put(
      @RestPath("domain") PolicyDomain domain,
      @RestHeader("If-Match") Optional<String> ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "pinned", value = Examples.CONFIGURATION)))
          @NotNull
          @Valid
          ConfigurationRequest request) {
    return configurations
        .configure(caller.get(), domain, ifMatch.orElse(null), request.wanted())
        .map(MtaStsResource::answer);
  }

  /** Disables. What sending MTAs may hold is wound down with a policy of mode {@code none}. */
  @DELETE
  @Operation(operationId = "disableMtaSts", summary = "Disable MTA-STS; the policy is wound down")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.STALE_VERSION, Reason.PRECONDITION_REQUIRED})
  @APIResponse(
      responseCode = "200",
      description = "Disabled; winding_down_until says how long the CNAME records must stay",
      content =
          @Content(
              schema = @Schema(implementation = MtaStsView.class),
              examples = @ExampleObject(name = "disabled", value = Examples.MTA_STS)))
  public Uni<RestResponse<MtaStsView>> disable(
      @RestPath("domain") PolicyDomain domain,
      @Parameter(
              description = "The domain's name once more, so that none is disabled by mistake.",
              required = true)
          @RestQuery("confirm")
          Optional<String> confirm,
      @RestHeader("If-Match") Optional<String> ifMatch) {
    if (confirm.filter(domain.value()::equalsIgnoreCase).isEmpty()) {
      throw new Refused(
              Reason.INVALID_REQUEST,
              "Disabling takes the domain's policy down: send confirm=" + domain.value() + ".")
          .field("confirm");
    }
    return configurations
        .disable(caller.get(), domain, ifMatch.orElse(null))
        .map(MtaStsResource::answer);
  }

  /** Shows what a PUT would do. Changes nothing. */
  @POST
  @Path("preview")
  @Operation(operationId = "previewMtaSts", summary = "Show the document that a PUT would serve")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.MX_UNKNOWN, Reason.NULL_MX})
  @APIResponse(
      responseCode = "200",
      description = "The finished document, its difference to what is served, and warnings",
      content =
          @Content(
              schema = @Schema(implementation = PreviewView.class),
              examples = @ExampleObject(name = "preview", value = Examples.PREVIEW)))
  public Uni<PreviewView> preview(
      @RestPath("domain") PolicyDomain domain,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "pinned", value = Examples.CONFIGURATION)))
          @NotNull
          @Valid
          ConfigurationRequest request) {
    return previews.of(caller.get(), domain, request.configuration());
  }

  static RestResponse<MtaStsView> answer(Shown shown) {
    return RestResponse.ResponseBuilder.ok(MtaStsView.of(shown))
        .header("ETag", shown.domain().version().etag())
        .build();
  }
}
