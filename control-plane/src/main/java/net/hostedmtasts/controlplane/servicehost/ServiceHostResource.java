package net.hostedmtasts.controlplane.servicehost;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.Certificates;
import net.hostedmtasts.controlplane.certificate.ServiceHosts;
import net.hostedmtasts.controlplane.certificate.order.OrderView;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;

/** For the operator: the certificates of the service's own hosts. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/service-hosts")
@Demands(value = Scope.ADMIN, operator = true)
public class ServiceHostResource {
  private static final String EXAMPLE =
      """
      {"items": [{"host": "reports.example.net", "purpose": "reports",
        "certificate": {"authority": "letsencrypt", "serial": "4a1b", "not_after": "2027-01-08T05:06:06Z", "renew_at": "2026-12-24T03:00:00Z"}}]}
      """;

  private final Mutiny.SessionFactory database;
  private final ServiceHosts hosts;
  private final Certificates certificates;
  private final Orders orders;

  ServiceHostResource(
      Mutiny.SessionFactory database,
      ServiceHosts hosts,
      Certificates certificates,
      Orders orders) {
    this.database = database;
    this.hosts = hosts;
    this.certificates = certificates;
    this.orders = orders;
  }

  private record Named(ServiceHost host, String purpose) {}

  @GET
  @Operation(
      operationId = "listServiceHosts",
      summary = "List the service's own hosts with their certificates and orders")
  @APIResponse(
      responseCode = "200",
      description = "All hosts that the settings name; there is one page",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = ServiceHostView.class),
              examples = @ExampleObject(name = "hosts", value = EXAMPLE)))
  public Uni<Page<ServiceHostView>> list() {
    return database
        .withSession(
            session ->
                Multi.createFrom()
                    .items(named())
                    .onItem()
                    .transformToUniAndConcatenate(host -> view(session, host))
                    .collect()
                    .asList())
        .map(views -> new Page<>(views, null));
  }

  /** Tries an order that waits after failures again, if its authority allows it. */
  @POST
  @Path("{host}/order")
  @Operation(
      operationId = "orderForServiceHost",
      summary = "Let an order that waits after a failure be tried again now")
  @Refuses(Reason.NOT_FOUND)
  @APIResponse(responseCode = "204", description = "It is tried within seconds, if it waited")
  public Uni<Void> order(@RestPath("host") String host) {
    ServiceHost known =
        hosts.all().stream()
            .filter(one -> one.value().equals(host))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Reason.NOT_FOUND,
                        "The settings certificates.hosts.* do not name this host."));
    return database.withTransaction(session -> orders.again(session, known));
  }

  private Stream<Named> named() {
    return Stream.concat(
        hosts.reports().stream().map(host -> new Named(host, "reports")),
        hosts.api().stream().map(host -> new Named(host, "api")));
  }

  private Uni<ServiceHostView> view(Mutiny.Session session, Named named) {
    return certificates
        .current(session, named.host())
        .map(found -> found.map(ServiceHostView.ServiceCertificate::of))
        .chain(
            current ->
                orders.view(session, named.host()).map(order -> view(named, current, order)));
  }

  private static ServiceHostView view(
      Named named,
      Optional<ServiceHostView.ServiceCertificate> current,
      Optional<OrderView> order) {
    return new ServiceHostView(
        named.host().value(), named.purpose(), current.orElse(null), order.orElse(null));
  }
}
