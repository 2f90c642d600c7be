package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;

/** How far a change has come on each edge. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts/rollout")
public class RolloutResource {
  private static final String EXAMPLE =
      """
      {"policy_revision": 1795500000000000, "id": "20261124050607123456",
       "steps": [{"step": "cnames_seen", "at": "2026-11-24T05:06:05Z"}, {"step": "certificate_issued", "at": "2026-11-24T05:06:06Z"},
         {"step": "policy_live", "at": "2026-11-24T05:06:07Z"}, {"step": "id_released", "at": "2026-11-24T05:06:07Z"},
         {"step": "id_live", "at": "2026-11-24T05:06:07Z"}, {"step": "checked", "at": "2026-11-24T05:06:08Z"}], "live_on": 1, "of": 1,
       "edges": [{"edge": "edge-1-3f9a01c2", "state": "ready", "policy_revision": 1795500000000000,
         "id_revision": 1795500000000000, "policy_since": "2026-11-24T05:06:07Z", "id_since": "2026-11-24T05:06:07Z"}]}
      """;

  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final RolloutViews views;
  private final CurrentCaller caller;

  RolloutResource(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      RolloutViews views,
      CurrentCaller caller) {
    this.database = database;
    this.domains = domains;
    this.views = views;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "getRollout", summary = "Get how far the policy and its id have come")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "Each edge with what it has, and since when",
      content =
          @Content(
              schema = @Schema(implementation = RolloutView.class),
              examples = @ExampleObject(name = "live", value = EXAMPLE)))
  public Uni<RolloutView> get(@RestPath("domain") PolicyDomain domain) {
    return database.withSession(
        session ->
            domains
                .required(session, caller.get(), domain)
                .chain(found -> views.of(session, found)));
  }
}
