package net.hostedmtasts.controlplane.edge;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.page.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The edges that answer sending MTAs. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/edges")
public class EdgeResource {
  private static final String EXAMPLE =
      """
      {"items": [{"edge": "edge-1-3f9a01c2", "state": "ready", "version": "1.0.0", "heard_at": "2026-11-24T05:06:07Z",
        "zone_settings_differ": false, "sealing_key_ids": ["4bf5122f344554c5"],
        "entries": {"mta-sts.policies": 12, "mta-sts.records": 14, "mta-sts.certificates": 12}, "unreadable": {}}]}
      """;

  private final EdgeReader edges;

  EdgeResource(EdgeReader edges) {
    this.edges = edges;
  }

  /**
   * One edge process.
   *
   * @param state {@code loading}, {@code joining}, {@code ready}, {@code leaving} or {@code silent}
   * @param zoneSettingsDiffer its zone settings are not those of most edges: it answers other
   *     addresses or names
   * @param unreadable number of keys that it cannot read, by topic
   */
  public record EdgeView(
      String edge,
      String state,
      String version,
      Instant heardAt,
      boolean zoneSettingsDiffer,
      List<String> sealingKeyIds,
      Map<String, Long> entries,
      Map<String, Long> unreadable) {

    static EdgeView of(Edge edge, String mostCommonSettings) {
      Heartbeat heartbeat = edge.heartbeat();
      return new EdgeView(
          edge.id(),
          edge.state(),
          heartbeat.version(),
          edge.heardAt(),
          !mostCommonSettings.equals(heartbeat.zoneSettings()),
          heartbeat.sealingKeyIds(),
          heartbeat.entries(),
          heartbeat.unreadable().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, topic -> topic.getValue().count())));
    }
  }

  @GET
  @Operation(operationId = "listEdges", summary = "List the edges as their heartbeats show them")
  @APIResponse(
      responseCode = "200",
      description = "All edges; there is one page",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = EdgeView.class),
              examples = @ExampleObject(name = "edges", value = EXAMPLE)))
  public Uni<Page<EdgeView>> list() {
    List<Edge> all = edges.forPeople().all();
    String common = mostCommonSettings(all);
    return Uni.createFrom()
        .item(new Page<>(all.stream().map(edge -> EdgeView.of(edge, common)).toList(), null));
  }

  private static String mostCommonSettings(List<Edge> edges) {
    return edges.stream()
        .collect(
            Collectors.groupingBy(edge -> edge.heartbeat().zoneSettings(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }
}
