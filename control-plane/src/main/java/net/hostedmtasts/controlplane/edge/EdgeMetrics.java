package net.hostedmtasts.controlplane.edge;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.List;

/** For operators: how many edges there are in each state. */
@Startup
@Singleton
class EdgeMetrics {
  private static final List<String> STATES =
      List.of("loading", "joining", "ready", "leaving", "silent");

  EdgeMetrics(MeterRegistry metrics, EdgeReader edges) {
    for (String state : STATES) {
      Gauge.builder("edges", () -> count(edges, state))
          .description("Edges by the state that their heartbeats show")
          .tag("state", state)
          .register(metrics);
    }
  }

  private static long count(EdgeReader edges, String state) {
    return edges.forPeople().all().stream().filter(edge -> edge.state().equals(state)).count();
  }
}
