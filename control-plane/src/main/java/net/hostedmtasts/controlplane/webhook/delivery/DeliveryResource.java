package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
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
import java.util.UUID;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.webhook.Webhooks;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What was sent to a webhook, what came of it, and what is to be sent again. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/webhooks/{id}")
@Demands(Scope.ADMIN)
public class DeliveryResource {
  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Idempotency idempotency;
  private final CurrentCaller caller;
  private final Mutiny.SessionFactory database;
  private final Wake wake;

  DeliveryResource(
      Webhooks webhooks,
      Deliveries deliveries,
      Idempotency idempotency,
      CurrentCaller caller,
      Mutiny.SessionFactory database,
      Wake wake) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.idempotency = idempotency;
    this.caller = caller;
    this.database = database;
    this.wake = wake;
  }

  /** Sends a ping, also to a webhook that is disabled: whether it works is seen before. */
  @POST
  @Path("ping")
  @Operation(
      operationId = "pingWebhook",
      summary = "Send a ping, once; the delivery shows what comes of it")
  @Refuses({Reason.TOO_MANY_REQUESTS, Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS})
  @APIResponse(
      responseCode = "201",
      description = "The delivery of the ping",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryView.class),
              examples = @ExampleObject(name = "ping", value = DeliveryExamples.PING)))
  public Uni<Response> ping(
      @RestPath("id") UUID id,
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency
        .once(
            key,
            uri,
            null,
            session ->
                webhooks
                    .locked(session, by.tenant(), id)
                    .chain(webhook -> deliveries.ping(session, webhook))
                    .map(
                        ping ->
                            Outcome.created(
                                URI.create("/api/v1/webhooks/" + id + "/deliveries/" + ping.id()),
                                DeliveryView.listed(ping))))
        .invoke(wake::committed);
  }

  /** The deliveries of a webhook, newest first. */
  @GET
  @Path("deliveries")
  @Operation(operationId = "listDeliveries", summary = "List what was sent to a webhook")
  @APIResponse(
      responseCode = "200",
      description = "A page of deliveries, newest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = DeliveryView.class),
              examples = @ExampleObject(name = "page", value = DeliveryExamples.DELIVERIES)))
  public Uni<Page<DeliveryView>> list(
      @RestPath("id") UUID id,
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @RestQuery("state") @Nullable DeliveryState state) {
    return webhooks
        .get(caller.get().tenant(), id)
        .chain(webhook -> deliveries.page(id, state, after, limit))
        .map(
            rows ->
                Page.of(
                    rows,
                    limit,
                    delivery -> Cursor.of(delivery.createdAt(), delivery.id()),
                    DeliveryView::listed));
  }

  /** One delivery, with the body that is sent. */
  @GET
  @Path("deliveries/{delivery}")
  @Operation(operationId = "getDelivery", summary = "Get a delivery with its body")
  @APIResponse(
      responseCode = "200",
      description = "The delivery",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryView.class),
              examples = @ExampleObject(name = "delivery", value = DeliveryExamples.DELIVERY)))
  public Uni<DeliveryView> get(@RestPath("id") UUID id, @RestPath("delivery") UUID delivery) {
    return webhooks
        .get(caller.get().tenant(), id)
        .chain(webhook -> deliveries.get(id, delivery))
        .map(DeliveryView::whole);
  }

  /** Sends a delivery again, with the same message id. */
  @POST
  @Path("deliveries/{delivery}/retry")
  @Operation(
      operationId = "retryDelivery",
      summary = "Send a delivery again at once, whatever came of it before")
  @APIResponse(
      responseCode = "200",
      description = "The delivery, waiting",
      content =
          @Content(
              schema = @Schema(implementation = DeliveryView.class),
              examples = @ExampleObject(name = "waiting", value = DeliveryExamples.DELIVERY)))
  public Uni<DeliveryView> retry(@RestPath("id") UUID id, @RestPath("delivery") UUID delivery) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                webhooks
                    .locked(session, by.tenant(), id)
                    .chain(webhook -> deliveries.again(session, id, delivery)))
        .map(DeliveryView::whole)
        .invoke(wake::committed);
  }
}
