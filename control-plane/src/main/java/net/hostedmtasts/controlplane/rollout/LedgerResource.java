package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
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

/** What sending MTAs may still hold of a domain. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts/ledger")
public class LedgerResource {
  private static final String EXAMPLE =
      """
      {"enforced_until": "2026-12-01T05:07:07Z", "items": [
        {"revision": 1795500000000001, "mode": "testing", "max_age": 86400, "published_at": "2026-11-24T05:06:07Z",
         "reason": "It is served, or an edge that is not heard may still serve it: senders may hold it for its max_age from the time at which it is replaced."},
        {"revision": 1795500000000000, "mode": "enforce", "max_age": 604800, "published_at": "2026-11-20T05:06:07Z",
         "replaced_at": "2026-11-24T05:06:07Z", "held_until": "2026-12-01T05:07:07Z",
         "reason": "Who fetched it just before it was replaced may hold it for its max_age."}]}
      """;

  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final MaxAgeLedger ledger;
  private final CurrentCaller caller;
  private final Clock clock;

  LedgerResource(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      MaxAgeLedger ledger,
      CurrentCaller caller,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.ledger = ledger;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "getLedger",
      summary = "Get which policy revisions senders may hold, and until when")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "Every revision that may be held, newest first",
      content =
          @Content(
              schema = @Schema(implementation = LedgerView.class),
              examples = @ExampleObject(name = "ledger", value = EXAMPLE)))
  public Uni<LedgerView> get(@RestPath("domain") PolicyDomain domain) {
    return database.withSession(
        session ->
            domains
                .required(session, caller.get(), domain)
                .chain(found -> ledger.of(session, found.id()))
                .map(all -> LedgerView.of(all, clock.instant())));
  }
}
