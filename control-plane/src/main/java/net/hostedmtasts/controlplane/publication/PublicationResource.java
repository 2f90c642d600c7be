package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** For the operator: whether all is published, and the keys that wait for a decision. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/publication")
@Demands(value = Scope.ADMIN, operator = true)
public class PublicationResource {
  private static final String STATE =
      """
      {"installation_id": "5f0c2f0e-8a0e-4a53-9f5e-1f6f0b3f7c11", "publishing": true,
       "topics": {"mta-sts.policies": {"publishing": true, "served": 12, "census": 12}}}
      """;
  private static final String HELD =
      """
      {"items": [{"topic": "mta-sts.policies", "key": "example.com", "reason": "restored",
        "observed_revision": 1795500000000000, "observed_served": true, "since": "2026-11-24T05:06:07Z"}]}
      """;

  private final PublicationState state;
  private final HeldKeyDecisions held;

  PublicationResource(PublicationState state, HeldKeyDecisions held) {
    this.state = state;
    this.held = held;
  }

  /**
   * Whether the topics follow the database.
   *
   * @param reason why not; absent when they do
   */
  public record PublicationView(
      String installationId,
      boolean publishing,
      @Nullable String reason,
      Map<String, TopicView> topics) {}

  /**
   * One topic.
   *
   * @param served keys that the topic shows to be served
   * @param census how many an edge must hold to be ready
   */
  public record TopicView(
      boolean publishing,
      @Nullable String reason,
      @Nullable Integer served,
      @Nullable Long census) {}

  @GET
  @Operation(operationId = "getPublication", summary = "Get whether the topics follow the database")
  @APIResponse(
      responseCode = "200",
      description = "The state of publishing, with reasons where it is stopped",
      content =
          @Content(
              schema = @Schema(implementation = PublicationView.class),
              examples = @ExampleObject(name = "publishing", value = STATE)))
  public Uni<PublicationView> get() {
    return state.now();
  }

  @GET
  @Path("held-keys")
  @Operation(operationId = "listHeldKeys", summary = "List the keys that wait for a decision")
  @APIResponse(
      responseCode = "200",
      description = "A page of held keys",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = HeldKey.class),
              examples = @ExampleObject(name = "held", value = HELD)))
  public Uni<Page<HeldKey>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return held.page(after, limit)
        .map(rows -> Page.of(rows, limit, key -> Cursor.of(key.topic(), key.key()), key -> key));
  }

  /** Publishes what the database has, over the newer record in the topic. */
  @POST
  @Path("held-keys/{topic}/{key}/accept")
  @Operation(
      operationId = "acceptHeldKey",
      summary = "Publish the database's content of a restored key over the newer record")
  @Refuses({Reason.NOT_FOUND, Reason.NOT_HELD})
  @APIResponse(responseCode = "204", description = "Accepted; the record is sent within seconds")
  public Uni<Void> accept(@RestPath("topic") String topic, @RestPath("key") String key) {
    return held.accept(new PublicationKey(topic, key));
  }

  /** Withdraws a key that the database does not know. */
  @DELETE
  @Path("held-keys/{topic}/{key}")
  @Operation(
      operationId = "removeHeldKey",
      summary = "Withdraw a key that is served in the topic and unknown to the database")
  @Refuses({Reason.NOT_FOUND, Reason.NOT_HELD})
  @APIResponse(responseCode = "204", description = "Withdrawn in the topic")
  public Uni<Void> remove(@RestPath("topic") String topic, @RestPath("key") String key) {
    return held.remove(new PublicationKey(topic, key));
  }
}
