package net.hostedmtasts.controlplane.account;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.net.URI;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.DisplayName;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.tenant.Tenant;
import net.hostedmtasts.controlplane.tenant.Tenants;
import net.hostedmtasts.controlplane.tenant.Tokens;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** All tenants, for the operator of the service. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/tenants")
@Demands(value = Scope.ADMIN, operator = true)
public class TenantResource {
  private static final DisplayName FIRST_TOKEN = new DisplayName("first");

  private final Tenants tenants;
  private final Tokens tokens;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;

  TenantResource(
      Tenants tenants,
      Tokens tokens,
      Idempotency idempotency,
      AuditLog audit,
      CurrentCaller caller) {
    this.tenants = tenants;
    this.tokens = tokens;
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
  }

  /** All tenants, oldest first. */
  @GET
  @Operation(operationId = "listTenants", summary = "List all tenants (operator only)")
  @APIResponse(
      responseCode = "200",
      description = "A page of tenants, oldest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = TenantView.class),
              examples = @ExampleObject(name = "page", value = AccountExamples.TENANTS)))
  public Uni<Page<TenantView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return tenants
        .page(after, limit)
        .map(
            rows ->
                Page.of(
                    rows,
                    limit,
                    tenant -> Cursor.of(tenant.createdAt(), tenant.id()),
                    TenantView::of));
  }

  /** Adds a tenant with its first admin token, which is shown once. */
  @POST
  @Operation(
      operationId = "createTenant",
      summary = "Add a tenant with its first admin token (operator only)")
  @Refuses({
    Reason.TENANT_EXISTS,
    Reason.IDEMPOTENCY_KEY_REUSED,
    Reason.REQUEST_IN_PROGRESS,
    Reason.SECRET_SHOWN_ONCE
  })
  @APIResponse(
      responseCode = "201",
      description = "The tenant and its first admin token",
      content =
          @Content(
              schema = @Schema(implementation = NewTenantView.class),
              examples = @ExampleObject(name = "created", value = AccountExamples.NEW_TENANT)))
  public Uni<Response> create(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples =
                          @ExampleObject(name = "acme", value = AccountExamples.TENANT_REQUEST)))
          @NotNull
          @Valid
          TenantRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency.once(key, uri, request, session -> create(session, by, request.name()));
  }

  private Uni<Outcome> create(Mutiny.Session session, Caller by, DisplayName name) {
    return tenants
        .add(session, name)
        .call(
            tenant -> audit.record(session, Actor.of(by), "tenant-created", null, details(tenant)))
        .chain(
            tenant ->
                tokens
                    .create(session, tenant.id(), FIRST_TOKEN, Scope.ADMIN, null)
                    .map(
                        first ->
                            Outcome.secret(
                                URI.create("/api/v1/tenants/" + tenant.id()),
                                NewTenantView.of(tenant, first),
                                first.token().id())));
  }

  private static Map<String, String> details(Tenant tenant) {
    return Map.of("tenant_id", tenant.id().toString(), "name", tenant.name());
  }
}
