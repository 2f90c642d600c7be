package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
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

/** The domains of the caller's tenant. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains")
public class DomainResource {
  private static final int CREATED = Response.Status.CREATED.getStatusCode();

  private final HostedDomains domains;
  private final RecordsReady recordsReady;
  private final Idempotency idempotency;
  private final CurrentCaller caller;
  private final ZoneSettings zone;
  private final Wake wake;

  DomainResource(
      HostedDomains domains,
      RecordsReady recordsReady,
      Idempotency idempotency,
      CurrentCaller caller,
      ZoneSettings zone,
      Wake wake) {
    this.domains = domains;
    this.recordsReady = recordsReady;
    this.idempotency = idempotency;
    this.caller = caller;
    this.zone = zone;
    this.wake = wake;
  }

  /**
   * Adds a domain. The answer waits a moment until the names behind its records are on every edge.
   */
  @POST
  @Operation(operationId = "addDomain", summary = "Add a domain and get the CNAME records to set")
  @Refuses({Reason.DOMAIN_EXISTS, Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS})
  @APIResponse(
      responseCode = "201",
      description = "The domain with its label and the CNAME records to set",
      content =
          @Content(
              schema = @Schema(implementation = DomainView.class),
              examples = @ExampleObject(name = "added", value = Examples.DOMAIN)))
  public Uni<Response> add(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "domain", value = Examples.DOMAIN_REQUEST)))
          @NotNull
          @Valid
          DomainRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency
        .once(
            key,
            uri,
            request,
            session ->
                domains
                    .add(session, by, request.name())
                    .map(added -> Outcome.created(location(added), view(added))))
        .invoke(wake::committed)
        .chain(answer -> whenReady(by, request.name(), answer));
  }

  private Uni<Response> whenReady(Caller by, PolicyDomain name, Response answer) {
    if (answer.getStatus() != CREATED) {
      return Uni.createFrom().item(answer);
    }
    return recordsReady
        .await(by, name)
        .map(domain -> Response.fromResponse(answer).entity(view(domain)).build())
        // A repeated request has its first outcome, also when the domain has gone since.
        .onFailure(Refused.class)
        .recoverWithItem(answer);
  }

  @GET
  @Operation(operationId = "listDomains", summary = "List the tenant's domains by name")
  @APIResponse(
      responseCode = "200",
      description = "A page of domains in the order of their names",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DomainView.class),
              examples = @ExampleObject(name = "page", value = Examples.DOMAINS)))
  public Uni<Page<DomainView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @RestQuery("q") Optional<String> search,
      @RestQuery("status") @Nullable DomainStatus status) {
    DomainFilter filter = DomainFilter.of(after, search.orElse(null), status);
    return domains
        .page(caller.get(), filter, limit)
        .map(
            rows -> Page.of(rows, limit, domain -> Cursor.of(domain.domain().value()), this::view));
  }

  @GET
  @Path("{domain}")
  @Operation(operationId = "getDomain", summary = "Get a domain and the CNAME records to set")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The domain",
      content =
          @Content(
              schema = @Schema(implementation = DomainView.class),
              examples = @ExampleObject(name = "domain", value = Examples.DOMAIN)))
  public Uni<DomainView> get(@RestPath("domain") PolicyDomain domain) {
    return domains.get(caller.get(), domain).map(this::view);
  }

  /** Forgets a domain; only while it is inactive and not winding down. */
  @DELETE
  @Path("{domain}")
  @Operation(operationId = "removeDomain", summary = "Remove an inactive domain")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.NOT_INACTIVE})
  @APIResponse(
      responseCode = "204",
      description = "The domain is gone; its label is never used again")
  public Uni<Void> remove(@RestPath("domain") PolicyDomain domain) {
    return domains.remove(caller.get(), domain).invoke(wake::committed);
  }

  private DomainView view(HostedDomain domain) {
    return DomainView.of(domain, zone.name());
  }

  private static URI location(HostedDomain domain) {
    return URI.create("/api/v1/domains/" + domain.domain().value());
  }
}
