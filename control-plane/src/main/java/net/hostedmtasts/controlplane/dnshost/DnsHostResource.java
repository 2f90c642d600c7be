package net.hostedmtasts.controlplane.dnshost;

import io.smallrye.mutiny.Uni;
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
import org.jboss.resteasy.reactive.RestPath;

/** Where the owner of a domain sets its records, as a help and not as a finding. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/dns-host")
public class DnsHostResource {
  private static final String EXAMPLE =
      """
      {"zone": "example.com", "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
       "host": {"id": "cloudflare", "name": "Cloudflare"},
       "hints": [{"code": "relative-name",
         "advice": "Enter the name without the zone: the host adds it, and a whole name would carry it twice."}]}
      """;

  private final HostedDomains domains;
  private final DnsHosts hosts;
  private final CurrentCaller caller;

  DnsHostResource(HostedDomains domains, DnsHosts hosts, CurrentCaller caller) {
    this.domains = domains;
    this.hosts = hosts;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getDnsHost",
      summary = "Get who hosts the DNS of a domain, and what to mind there")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description =
          "The zone, its name servers as a resolver names them now or did a moment ago, and hints for setting records there",
      content =
          @Content(
              schema = @Schema(implementation = DnsHostView.class),
              examples = @ExampleObject(name = "dns-host", value = EXAMPLE)))
  public Uni<DnsHostView> get(@RestPath("domain") PolicyDomain domain) {
    return domains.get(caller.get(), domain).chain(found -> hosts.of(found.domain()));
  }
}
