package net.hostedmtasts.controlplane.webhook;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The secrets that deliveries of one webhook are signed with. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/webhooks/{id}")
@Demands(Scope.ADMIN)
public class SecretResource {
  private static final String PATH = "/api/v1/webhooks/";

  private final Webhooks webhooks;
  private final Secrets secrets;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;
  private final Mutiny.SessionFactory database;
  private final Clock clock;

  SecretResource(
      Webhooks webhooks,
      Secrets secrets,
      Idempotency idempotency,
      AuditLog audit,
      CurrentCaller caller,
      Mutiny.SessionFactory database,
      Clock clock) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
    this.database = database;
    this.clock = clock;
  }

  /** Makes a new secret. For a while deliveries carry the signatures of both. */
  @POST
  @Path("secret")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Make a new secret, shown once; the one before stays valid for a while")
  @Refuses({Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS, Reason.SECRET_SHOWN_ONCE})
  @APIResponse(
      responseCode = "201",
      description = "The webhook with its new secret",
      content =
          @Content(
              schema = @Schema(implementation = NewSecretView.class),
              examples = @ExampleObject(name = "rotated", value = WebhookExamples.NEW_SECRET)))
  public Uni<Response> rotate(
      @RestPath("id") UUID id,
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency.once(
        key,
        uri,
        null,
        session ->
            webhooks
                .locked(session, by.tenant(), id)
                .chain(
                    webhook ->
                        secrets
                            .rotate(session, webhook)
                            .map(secret -> new Webhooks.Created(webhook, secret)))
                .call(created -> record(session, by, "webhook-secret-rotated", id))
                .map(
                    created ->
                        Outcome.secret(
                            URI.create(PATH + id),
                            NewSecretView.of(created, clock.instant()),
                            id)));
  }

  /** Ends the secret before the newest one, where its receiver knows the new one. */
  @DELETE
  @Path("previous-secret")
  @Operation(
      operationId = "dropPreviousWebhookSecret",
      summary = "End the secret before the newest one at once")
  @APIResponse(responseCode = "204", description = "Deliveries carry the newest signature alone")
  public Uni<Void> dropPrevious(@RestPath("id") UUID id) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                webhooks
                    .locked(session, by.tenant(), id)
                    .call(webhook -> secrets.dropPrevious(session, webhook))
                    .call(webhook -> record(session, by, "webhook-secret-dropped", id)))
        .replaceWithVoid();
  }

  private Uni<Void> record(Mutiny.Session session, Caller by, String action, UUID id) {
    return audit.record(session, Actor.of(by), action, null, Map.of("webhook_id", id.toString()));
  }
}
