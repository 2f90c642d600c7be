package net.hostedmtasts.controlplane.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import net.hostedmtasts.controlplane.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The webhooks of the caller's tenant. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/webhooks")
@Demands(Scope.ADMIN)
public class WebhookResource {
  private static final String PATH = "/api/v1/webhooks/";

  private final Webhooks webhooks;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;
  private final Mutiny.SessionFactory database;
  private final Clock clock;

  WebhookResource(
      Webhooks webhooks,
      Idempotency idempotency,
      AuditLog audit,
      CurrentCaller caller,
      Mutiny.SessionFactory database,
      Clock clock) {
    this.webhooks = webhooks;
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
    this.database = database;
    this.clock = clock;
  }

  /** The tenant's webhooks, oldest first, without their secrets. */
  @GET
  @Operation(operationId = "listWebhooks", summary = "List the tenant's webhooks")
  @APIResponse(
      responseCode = "200",
      description = "A page of webhooks, oldest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = WebhookView.class),
              examples = @ExampleObject(name = "page", value = WebhookExamples.WEBHOOKS)))
  public Uni<Page<WebhookView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return webhooks
        .page(caller.get().tenant(), after, limit)
        .map(
            rows ->
                Page.of(
                    rows,
                    limit,
                    webhook -> Cursor.of(webhook.createdAt(), webhook.id()),
                    webhook -> WebhookView.of(webhook, clock.instant())));
  }

  /** Creates a webhook. The answer shows its secret, and no other ever will. */
  @POST
  @Operation(
      operationId = "createWebhook",
      summary = "Create a webhook for what happens from now on; its secret is shown once")
  @Refuses({
    Reason.WEBHOOK_LIMIT,
    Reason.IDEMPOTENCY_KEY_REUSED,
    Reason.REQUEST_IN_PROGRESS,
    Reason.SECRET_SHOWN_ONCE
  })
  @APIResponse(
      responseCode = "201",
      description = "The webhook with its secret",
      content =
          @Content(
              schema = @Schema(implementation = NewSecretView.class),
              examples = @ExampleObject(name = "created", value = WebhookExamples.NEW_SECRET)))
  public Uni<Response> create(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "pager", value = WebhookExamples.REQUEST)))
          @NotNull
          @Valid
          WebhookRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency.once(
        key,
        uri,
        request,
        session ->
            webhooks
                .create(session, by, request)
                .call(created -> record(session, by, "webhook-created", created.webhook()))
                .map(
                    created ->
                        Outcome.secret(
                            URI.create(PATH + created.webhook().id()),
                            NewSecretView.of(created, clock.instant()),
                            created.webhook().id())));
  }

  /** One webhook. */
  @GET
  @Path("{id}")
  @Operation(operationId = "getWebhook", summary = "Get a webhook")
  @APIResponse(
      responseCode = "200",
      description = "The webhook; the ETag is its version",
      content =
          @Content(
              schema = @Schema(implementation = WebhookView.class),
              examples = @ExampleObject(name = "webhook", value = WebhookExamples.WEBHOOK)))
  public Uni<RestResponse<WebhookView>> get(@RestPath("id") UUID id) {
    return webhooks.get(caller.get().tenant(), id).map(this::answer);
  }

  /** Changes what is given. {@code If-Match} names the version that the caller has seen. */
  @PATCH
  @Path("{id}")
  @Operation(
      operationId = "changeWebhook",
      summary = "Change a webhook; enabled again, it tells what happens from then on")
  @Refuses({Reason.STALE_VERSION, Reason.PRECONDITION_REQUIRED})
  @APIResponse(
      responseCode = "200",
      description = "The webhook as it is now",
      content =
          @Content(
              schema = @Schema(implementation = WebhookView.class),
              examples = @ExampleObject(name = "changed", value = WebhookExamples.WEBHOOK)))
  public Uni<RestResponse<WebhookView>> change(
      @RestPath("id") UUID id,
      @RestHeader("If-Match") Optional<String> ifMatch,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples = @ExampleObject(name = "types", value = WebhookExamples.CHANGE)))
          @NotNull
          @Valid
          WebhookChange change) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                webhooks
                    .change(session, by, id, ifMatch.orElse(null), change)
                    .call(webhook -> record(session, by, "webhook-changed", webhook)))
        .map(this::answer);
  }

  /** Deletes a webhook, its secrets and its deliveries. */
  @DELETE
  @Path("{id}")
  @Operation(operationId = "deleteWebhook", summary = "Delete a webhook with its deliveries")
  @APIResponse(responseCode = "204", description = "The webhook is gone")
  public Uni<Void> delete(@RestPath("id") UUID id) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                webhooks
                    .delete(session, by.tenant(), id)
                    .call(webhook -> record(session, by, "webhook-deleted", webhook)))
        .replaceWithVoid();
  }

  private Uni<Void> record(Mutiny.Session session, Caller by, String action, Webhook webhook) {
    return audit.record(
        session,
        Actor.of(by),
        action,
        null,
        Map.of(
            "webhook_id", webhook.id().toString(),
            // Everybody in the tenant reads it, and some URLs are secrets.
            "host", webhook.host(),
            "enabled", Boolean.toString(webhook.enabled())));
  }

  private RestResponse<WebhookView> answer(Webhook webhook) {
    return RestResponse.ResponseBuilder.ok(WebhookView.of(webhook, clock.instant()))
        .header("ETag", webhook.version().etag())
        .build();
  }
}
