package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** What happens to all domains of a tenant. */
@Path("/api/v1/events")
public class TenantEventResource {
  private static final String EXAMPLE =
      """
      {"items": [{"id": 17, "at": "2026-11-24T05:06:07Z", "domain": "example.com", "type": "status",
        "data": {"status": "active", "from": "verifying", "findings": []}}],
       "next": "17", "more": false}
      """;
  private static final String STREAM =
      """
      id: 17
      event: status
      data: {"id": 17, "at": "2026-11-24T05:06:07Z", "domain": "example.com", "type": "status", "data": {"status": "active", "from": "verifying", "findings": []}}

      """;

  private final Mutiny.SessionFactory database;
  private final EventLog log;
  private final EventStream stream;
  private final CurrentCaller caller;

  TenantEventResource(
      Mutiny.SessionFactory database, EventLog log, EventStream stream, CurrentCaller caller) {
    this.database = database;
    this.log = log;
    this.stream = stream;
    this.caller = caller;
  }

  /** Whoever asks after the last id that it has read misses none, whatever happens meanwhile. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "listEvents",
      summary = "Catch up with what happened to the tenant's domains",
      description =
          "Oldest first. Give next as after the next time, also where nothing was new. With Accept:"
              + " text/event-stream the same events come as they happen, from now on or after"
              + " Last-Event-ID; the stream ends after some minutes.")
  @Refuses(Reason.TOO_MANY_REQUESTS)
  @APIResponse(
      responseCode = "200",
      description = "Events in their order",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventPage.class),
            examples = @ExampleObject(name = "events", value = EXAMPLE)),
        @Content(
            mediaType = MediaType.SERVER_SENT_EVENTS,
            schema = @Schema(type = SchemaType.STRING),
            examples = @ExampleObject(name = "stream", value = STREAM))
      })
  public Uni<EventPage> list(
      @Parameter(description = "Events after this id; without it, from the oldest one kept.")
          @RestQuery("after")
          @Nullable EventNumber after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    EventNumber from = after == null ? EventNumber.BEFORE_ALL : after;
    Feed feed = Feed.of(caller.get());
    return database.withTransaction(
        session ->
            log.after(session, feed, from, limit.rows())
                .map(events -> EventPage.of(events, from, limit)));
  }

  /** Server-sent events (the HTML standard, section 9.2). A stream ends after some minutes. */
  @GET
  @Followed
  // Whoever takes anything gets the list.
  @Produces("text/event-stream;qs=0.5")
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public Multi<OutboundSseEvent> follow(
      @RestHeader("Last-Event-ID") @Nullable EventNumber lastEventId,
      @Context Sse sse,
      @Context HttpServerResponse response) {
    Caller by = caller.get();
    return stream
        .of(
            session -> Uni.createFrom().item(Feed.of(by)),
            Optional.ofNullable(lastEventId),
            response::closed)
        .map(
            event ->
                sse.newEventBuilder()
                    .id(Long.toString(event.id()))
                    .name(event.type())
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(Event.class, event)
                    .build());
  }
}
