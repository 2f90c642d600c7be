package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Moving in with a policy that another host serves. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts/import")
public class ImportResource {
  private static final String EXAMPLE =
      """
      {"texts": ["v=STSv1; id=20250101;"], "mode": "enforce", "max_age": 604800, "mx": ["mx1.example.com"], "faults": [],
       "offered": {"mode": "enforce", "max_age": 604800, "mx": {"source": "pinned", "patterns": ["mx1.example.com"], "hosts": []}},
       "carries_enforce": true}
      """;

  private final Imports imports;
  private final CurrentCaller caller;

  ImportResource(Imports imports, CurrentCaller caller) {
    this.imports = imports;
    this.caller = caller;
  }

  /** Reads what is published now. Changes nothing. */
  @GET
  @Operation(
      operationId = "previewImport",
      summary = "Show the policy that the domain has elsewhere, and what an import would save")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.NOTHING_TO_IMPORT})
  @APIResponse(
      responseCode = "200",
      description = "What is published, and the configuration that goes on with it",
      content =
          @Content(
              schema = @Schema(implementation = ImportView.class),
              examples = @ExampleObject(name = "enforce", value = EXAMPLE)))
  public Uni<ImportView> get(@RestPath("domain") PolicyDomain domain) {
    return imports.look(caller.get(), domain).map(ImportView::of);
  }

  /** Saves and enables what is published now, by every check of a PUT. */
  @POST
  @Operation(
      operationId = "importMtaSts",
      summary = "Go on with the policy that the domain has elsewhere")
  @Refuses({
    Reason.UNKNOWN_DOMAIN,
    Reason.NOTHING_TO_IMPORT,
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
      description = "Saved; an enforce policy that covers every live MX host goes on enforcing",
      content =
          @Content(
              schema = @Schema(implementation = MtaStsView.class),
              examples = @ExampleObject(name = "saved", value = Examples.MTA_STS)))
  public Uni<RestResponse<MtaStsView>> save(
      @RestPath("domain") PolicyDomain domain, @RestHeader("If-Match") Optional<String> ifMatch) {
    return imports.save(caller.get(), domain, ifMatch.orElse(null)).map(MtaStsResource::answer);
  }
}
