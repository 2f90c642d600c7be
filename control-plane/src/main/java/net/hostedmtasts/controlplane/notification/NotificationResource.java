package net.hostedmtasts.controlplane.notification;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;

/** What the person who is signed in is told of the tenant's domains. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/notifications")
public class NotificationResource {
  private static final String REQUEST =
      """
      {"email": {"enabled": true, "event_types": ["status", "certificate-at-risk"], "language": "de"}}
      """;
  private static final String EXAMPLE =
      """
      {"email": {"available": true, "address": "ada@example.com", "enabled": true,
        "event_types": ["status", "certificate-at-risk"], "language": "de"}}
      """;

  private final Mutiny.SessionFactory database;
  private final Subscriptions subscriptions;
  private final CurrentCaller caller;

  NotificationResource(
      Mutiny.SessionFactory database, Subscriptions subscriptions, CurrentCaller caller) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.caller = caller;
  }

  /** What the member has chosen, or what is proposed. */
  @GET
  @Operation(
      operationId = "getNotifications",
      summary = "Get what the signed-in person is told by mail")
  @Refuses({Reason.PERSON_REQUIRED, Reason.NOT_FOUND})
  @APIResponse(
      responseCode = "200",
      description = "What was chosen, or is proposed",
      content =
          @Content(
              schema = @Schema(implementation = NotificationView.class),
              examples = @ExampleObject(name = "on", value = EXAMPLE)))
  public Uni<NotificationView> get() {
    Caller by = caller.get();
    return database.withTransaction(session -> subscriptions.get(session, by));
  }

  /** Chooses. Everybody may: it is about their own mail. */
  @PUT
  @Demands(Scope.READ)
  @Operation(
      operationId = "putNotifications",
      summary = "Choose what the signed-in person is told by mail")
  @Refuses({
    Reason.PERSON_REQUIRED,
    Reason.NO_VERIFIED_ADDRESS,
    Reason.MAIL_NOT_SET_UP,
    Reason.NOT_FOUND
  })
  @APIResponse(
      responseCode = "200",
      description = "Chosen; what happens from now on is told",
      content =
          @Content(
              schema = @Schema(implementation = NotificationView.class),
              examples = @ExampleObject(name = "on", value = EXAMPLE)))
  public Uni<NotificationView> put(
      @RequestBody(
              required = true,
              content = @Content(examples = @ExampleObject(name = "on", value = REQUEST)))
          @NotNull
          @Valid
          NotificationRequest request) {
    Caller by = caller.get();
    return database.withTransaction(session -> subscriptions.put(session, by, request.email()));
  }
}
