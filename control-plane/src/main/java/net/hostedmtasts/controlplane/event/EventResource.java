package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
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
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** What happens to a domain, as it happens. */
@Path("/api/v1/domains/{domain}/events")
public class EventResource {
  private static final String EXAMPLE =
      """
      id: 17
      event: status
      data: {"status": "active", "from": "verifying", "findings": []}

      """;

  private final EventStream stream;
  private final HostedDomains domains;
  private final CurrentCaller caller;

  EventResource(EventStream stream, HostedDomains domains, CurrentCaller caller) {
    this.stream = stream;
    this.domains = domains;
    this.caller = caller;
  }

  /** Server-sent events (the HTML standard, section 9.2). A stream ends after some minutes. */
  @GET
  @Followed
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "followDomainEvents",
      summary = "Follow what happens to a domain as server-sent events")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.TOO_MANY_REQUESTS})
  @APIResponse(
      responseCode = "200",
      description =
          "One event for each change of status or findings. The stream ends after some minutes;"
              + " connect again with the last id.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING),
              examples = @ExampleObject(name = "events", value = EXAMPLE)))
  public Multi<OutboundSseEvent> follow(
      @RestPath("domain") PolicyDomain domain,
      @Parameter(description = "Events after this one; without it, those from now on.")
          @RestHeader("Last-Event-ID")
          @Nullable EventNumber lastEventId,
      @Context Sse sse,
      @Context HttpServerResponse response) {
    Caller by = caller.get();
    return stream
        .of(
            session -> domains.required(session, by, domain).map(Feed::of),
            Optional.ofNullable(lastEventId),
            response::closed)
        .map(
            event ->
                sse.newEventBuilder()
                    .id(Long.toString(event.id()))
                    .name(event.type())
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(String.class, event.data())
                    .build());
  }
}
