package net.hostedmtasts.controlplane.overview;

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
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.Mode;
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
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
  private final DomainList list;
  private final RecordsReady recordsReady;
  private final Idempotency idempotency;
  private final CurrentCaller caller;
  private final ZoneSettings zone;
  private final Wake wake;

  DomainResource(
      HostedDomains domains,
      DomainList list,
      RecordsReady recordsReady,
      Idempotency idempotency,
      CurrentCaller caller,
      ZoneSettings zone,
      Wake wake) {
    this.domains = domains;
    this.list = list;
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
                    .map(
                        added ->
                            Outcome.created(location(added), DomainView.added(added, zone.name()))))
        .invoke(wake::committed)
        .chain(answer -> whenReady(by, request.name(), answer));
  }

  private Uni<Response> whenReady(Caller by, PolicyDomain name, Response answer) {
    if (answer.getStatus() != CREATED) {
      return Uni.createFrom().item(answer);
    }
    return recordsReady
        .await(by, name)
        .map(domain -> Response.fromResponse(answer).entity(domain).build())
        // A repeated request has its first outcome, also when the domain has gone since.
        .onFailure(Refused.class)
        .recoverWithItem(answer);
  }

  @GET
  @Operation(operationId = "listDomains", summary = "List the tenant's domains")
  @APIResponse(
      responseCode = "200",
      description = "A page of domains",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DomainView.class),
              examples = @ExampleObject(name = "page", value = Examples.DOMAINS)))
  public Uni<Page<DomainView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @Parameter(
              description =
                  "The key to sort by, with - before it from the greatest down. Domains that are"
                      + " equal come by name, those without a value last; by status those come"
                      + " first that need somebody: error, verifying, active, inactive.")
          @RestQuery("sort")
          @DefaultValue(DomainOrder.DEFAULT)
          DomainOrder sort,
      @Parameter(description = "A part of the name, in A-labels or U-labels.") @RestQuery("q")
          Optional<String> search,
      @Parameter(description = "One of these; may be given several times.") @RestQuery("status")
          List<DomainStatus> statuses,
      @Parameter(description = "A mode of the current configuration; may be given several times.")
          @RestQuery("mode")
          List<Mode> modes,
      @Parameter(description = "All of these; may be given several times.") @RestQuery("tag")
          List<Tag> tags) {
    DomainFilter filter = DomainFilter.of(search.orElse(null), statuses, modes, tags);
    return list.page(caller.get(), filter, sort, after, limit);
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
    return list.get(caller.get(), domain);
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

  private static URI location(HostedDomain domain) {
    return URI.create("/api/v1/domains/" + domain.domain().value());
  }
}
