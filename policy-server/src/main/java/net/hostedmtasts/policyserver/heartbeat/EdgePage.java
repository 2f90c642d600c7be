package net.hostedmtasts.policyserver.heartbeat;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import net.hostedmtasts.policyserver.topic.TopicJson;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;

/** {@code GET /edge} on the management port: what this edge holds, as its heartbeats say it. */
@Singleton
final class EdgePage {
  private final EdgeId edge;
  private final EdgeStatus status;
  private final HeartbeatWriter writer;

  /** A heartbeat with what only people at this edge want to know. */
  record Page(String id, String waitingFor, Heartbeat heartbeat) {}

  @Inject
  EdgePage(EdgeId edge, EdgeStatus status, HeartbeatWriter writer) {
    this.edge = edge;
    this.status = status;
    this.writer = writer;
  }

  void register(@Observes ManagementInterface management) {
    management.router().get("/edge").handler(this::answer);
  }

  private void answer(RoutingContext request) {
    EdgeReport report = status.report();
    Page page = new Page(edge.toString(), report.waitingFor(), writer.heartbeat(report));
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(TopicJson.write(page)));
  }
}
