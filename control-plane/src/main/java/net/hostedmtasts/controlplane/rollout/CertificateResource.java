package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.certificate.Certificates;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyHost;
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

/** The certificate of a policy host, and the order of the next one. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mta-sts/certificate")
public class CertificateResource {
  private static final String EXAMPLE =
      """
      {"host": "mta-sts.example.com",
       "certificate": {"authority": "letsencrypt", "serial": "4a1b", "not_after": "2027-01-08T05:06:06Z", "renew_at": "2026-12-24T03:00:00Z"},
       "order": {"step": "queued", "wanted_since": "2026-12-24T03:00:00Z", "failures": 0, "next_at": "2026-12-24T03:00:00Z",
         "position": 3, "findings": []}}
      """;

  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final Certificates certificates;
  private final Orders orders;
  private final CurrentCaller caller;

  CertificateResource(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      Certificates certificates,
      Orders orders,
      CurrentCaller caller) {
    this.database = database;
    this.domains = domains;
    this.certificates = certificates;
    this.orders = orders;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getCertificate",
      summary = "Get the policy host's certificate, and how far the order of the next one is")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "What is served, and what is ordered",
      content =
          @Content(
              schema = @Schema(implementation = CertificateView.class),
              examples = @ExampleObject(name = "certificate", value = EXAMPLE)))
  public Uni<CertificateView> get(@RestPath("domain") PolicyDomain domain) {
    return database.withSession(
        session ->
            domains.required(session, caller.get(), domain).chain(found -> view(session, found)));
  }

  /** Another tenant's domain of this name may be the one that is served: only its own sees it. */
  private Uni<CertificateView> view(Mutiny.Session session, HostedDomain domain) {
    PolicyHost host = domain.domain().policyHost();
    if (domain.verification().delegatedAt() == null) {
      return Uni.createFrom().item(new CertificateView(host.value(), null, null));
    }
    return certificates
        .current(session, host)
        .chain(
            current ->
                orders
                    .view(session, host)
                    .map(
                        order ->
                            new CertificateView(
                                host.value(),
                                current.map(CertificateView.Current::of).orElse(null),
                                order.orElse(null))));
  }
}
