package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The versions of a domain's configuration: who changed what, and when. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts/versions")
public class VersionResource {
  private final Versions versions;
  private final Configurations configurations;
  private final Idempotency idempotency;
  private final CurrentCaller caller;
  private final Wake wake;

  VersionResource(
      Versions versions,
      Configurations configurations,
      Idempotency idempotency,
      CurrentCaller caller,
      Wake wake) {
    this.versions = versions;
    this.configurations = configurations;
    this.idempotency = idempotency;
    this.caller = caller;
    this.wake = wake;
  }

  @GET
  @Operation(operationId = "listVersions", summary = "List the versions of a configuration")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "A page of versions, newest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = VersionView.class),
              examples = @ExampleObject(name = "page", value = Examples.VERSIONS)))
  public Uni<Page<VersionView>> list(
      @RestPath("domain") PolicyDomain domain,
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    long before = after == null ? Long.MAX_VALUE : after.number(0);
    return versions
        .page(caller.get(), domain, before, limit)
        .map(
            rows ->
                Page.of(
                    rows,
                    limit,
                    version -> Cursor.of(Long.toString(version.number())),
                    VersionView::of));
  }

  @GET
  @Path("{number}")
  @Operation(operationId = "getVersion", summary = "Get one version of a configuration")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The version",
      content =
          @Content(
              schema = @Schema(implementation = VersionView.class),
              examples = @ExampleObject(name = "version", value = Examples.VERSION)))
  public Uni<VersionView> get(
      @RestPath("domain") PolicyDomain domain, @RestPath("number") VersionNumber number) {
    return versions.get(caller.get(), domain, number.value()).map(VersionView::of);
  }

  /** Saves and enables the configuration of a version again, by every check of a PUT. */
  @POST
  @Path("{number}/restore")
  @Operation(
      operationId = "restoreVersion",
      summary = "Save and enable an earlier configuration again")
  @Refuses({
    Reason.UNKNOWN_DOMAIN,
    Reason.DMARC_MONITORING_REQUIRED,
    Reason.MX_UNKNOWN,
    Reason.NULL_MX,
    Reason.MX_NOT_COVERED,
    Reason.ACKNOWLEDGEMENT_REQUIRED,
    Reason.STALE_VERSION,
    Reason.PRECONDITION_REQUIRED,
    Reason.IDEMPOTENCY_KEY_REUSED,
    Reason.REQUEST_IN_PROGRESS
  })
  @APIResponse(
      responseCode = "200",
      description = "Saved; the policy is on its way to every edge, its id follows",
      content =
          @Content(
              schema = @Schema(implementation = MtaStsView.class),
              examples = @ExampleObject(name = "restored", value = Examples.MTA_STS)))
  public Uni<Response> restore(
      @RestPath("domain") PolicyDomain domain,
      @RestPath("number") VersionNumber number,
      @RestHeader("If-Match") Optional<String> ifMatch,
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              content =
                  @Content(
                      examples = @ExampleObject(name = "early", value = Examples.ACKNOWLEDGED)))
          @Valid
          @Nullable RestoreRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return versions
        .get(by, domain, number.value())
        .map(version -> RestoreRequest.wanted(request, version.configuration()))
        .chain(
            wanted ->
                // The version is checked in the transaction: a repeated request has its first
                // outcome.
                configurations
                    .prepare(by, domain, "*", wanted.configuration())
                    .chain(
                        live ->
                            idempotency.once(
                                key,
                                uri,
                                request,
                                session ->
                                    configurations
                                        .configure(
                                            session, by, domain, ifMatch.orElse(null), wanted, live)
                                        .map(shown -> Outcome.ok(MtaStsView.of(shown))))))
        .invoke(wake::committed)
        .chain(answer -> configurations.get(by, domain).map(shown -> withTag(answer, shown)));
  }

  private static Response withTag(Response answer, Shown shown) {
    return Response.fromResponse(answer).header("ETag", shown.domain().version().etag()).build();
  }
}
