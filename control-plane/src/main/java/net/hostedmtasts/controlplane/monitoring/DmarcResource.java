package net.hostedmtasts.controlplane.monitoring;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.dmarc.DmarcSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;

/** Whether somebody reads the DMARC reports of a domain: the gate before MTA-STS. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/dmarc-monitoring")
public class DmarcResource {
  private static final String EXAMPLE =
      """
      {"enabled": true, "state": "on", "gate": "on", "found": "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
       "record": {"name": "_dmarc.example.com.", "type": "TXT", "text": "v=DMARC1; p=none; rua=mailto:dmarc@example.com"},
       "findings": []}
      """;

  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final DmarcGate gate;
  private final DmarcSettings settings;
  private final AuditLog audit;
  private final CurrentCaller caller;

  DmarcResource(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      DmarcGate gate,
      DmarcSettings settings,
      AuditLog audit,
      CurrentCaller caller) {
    this.database = database;
    this.domains = domains;
    this.gate = gate;
    this.settings = settings;
    this.audit = audit;
    this.caller = caller;
  }

  /** Looks the record up, unless somebody did a moment ago. */
  @GET
  @Operation(
      operationId = "getDmarcMonitoring",
      summary = "Get whether the domain's DMARC is monitored, and the record to publish")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The state as of now; the record is looked up at most every few seconds",
      content =
          @Content(
              schema = @Schema(implementation = DmarcView.class),
              examples = @ExampleObject(name = "on", value = EXAMPLE)))
  public Uni<DmarcView> get(@RestPath("domain") PolicyDomain domain) {
    return domains.get(caller.get(), domain).chain(this::view);
  }

  /** Switches it. What was enabled before stays enabled: the gate guards enabling alone. */
  @PUT
  @Operation(
      operationId = "putDmarcMonitoring",
      summary = "Switch the monitoring of the domain's DMARC on or off")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The state now; waiting until the record is seen",
      content =
          @Content(
              schema = @Schema(implementation = DmarcView.class),
              examples = @ExampleObject(name = "on", value = EXAMPLE)))
  public Uni<DmarcView> put(
      @RestPath("domain") PolicyDomain domain,
      @RequestBody(
              required = true,
              content =
                  @Content(examples = @ExampleObject(name = "on", value = "{\"enabled\": true}")))
          @NotNull
          @Valid
          DmarcRequest request) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                domains
                    .locked(session, by, domain)
                    .chain(found -> change(session, by, found, request.enabled())))
        .chain(this::view);
  }

  private Uni<HostedDomain> change(
      Mutiny.Session session, Caller by, HostedDomain domain, boolean enabled) {
    if (domain.dmarcMonitoring() == enabled) {
      return Uni.createFrom().item(domain);
    }
    domain.monitorDmarc(enabled);
    return audit
        .record(
            session,
            Actor.of(by),
            "dmarc-monitoring-switched",
            domain.domain(),
            Map.of("enabled", Boolean.toString(enabled)))
        .replaceWith(domain);
  }

  private Uni<DmarcView> view(HostedDomain domain) {
    return gate.look(domain).map(answer -> DmarcView.of(domain, answer, settings));
  }
}
