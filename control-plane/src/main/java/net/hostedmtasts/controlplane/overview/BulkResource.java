package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** Adds many domains at once. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/bulk")
public class BulkResource {
  private static final int MEANWHILE_AT_MOST = 3;

  private final HostedDomains domains;
  private final Idempotency idempotency;
  private final CurrentCaller caller;
  private final Wake wake;

  BulkResource(HostedDomains domains, Idempotency idempotency, CurrentCaller caller, Wake wake) {
    this.domains = domains;
    this.idempotency = idempotency;
    this.caller = caller;
    this.wake = wake;
  }

  /**
   * Each line stands alone: one that is refused keeps no other from being added. What is added is
   * added in one step with this answer and its Idempotency-Key, so that a crash leaves nothing half
   * done.
   */
  @POST
  @Operation(
      operationId = "addDomains",
      summary = "Add up to 1,000 domains, with a result for each line")
  @Refuses({Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS})
  @APIResponse(
      responseCode = "200",
      description =
          "What came of each line, in their order. The names behind the CNAME records are on the"
              + " edges a moment later: see records_ready of each domain.",
      content =
          @Content(
              schema = @Schema(implementation = BulkView.class),
              examples = @ExampleObject(name = "results", value = Examples.BULK)))
  public Uni<Response> add(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(examples = @ExampleObject(name = "list", value = Examples.BULK_REQUEST)))
          @NotNull
          @Valid
          BulkRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    BulkLines lines = new BulkLines(request.domains());
    return Uni.createFrom()
        .deferred(
            () ->
                idempotency.once(
                    key,
                    uri,
                    request,
                    session ->
                        domains
                            .addMissing(session, by, lines.domains(), request.tagsOrNone())
                            .map(added -> Outcome.ok(lines.view(added)))))
        // Nothing was added then; the next look finds what somebody else has added.
        .onFailure(HostedDomains::addedMeanwhile)
        .retry()
        .atMost(MEANWHILE_AT_MOST)
        .invoke(wake::committed);
  }
}
