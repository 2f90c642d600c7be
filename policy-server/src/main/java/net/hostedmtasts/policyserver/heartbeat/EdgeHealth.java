package net.hostedmtasts.policyserver.heartbeat;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import net.hostedmtasts.policyserver.topic.reading.TopicReader;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The three probes. */
@Singleton
final class EdgeHealth {
  private final EdgeStatus status;
  private final TopicReader reader;

  @Inject
  EdgeHealth(EdgeStatus status, TopicReader reader) {
    this.status = status;
    this.reader = reader;
  }

  /**
   * A restart helps only where the thread that applies everything has died. Absent brokers are no
   * reason.
   */
  @Produces
  @Liveness
  HealthCheck live() {
    return () -> HealthCheckResponse.named("topic-reader").status(reader.alive()).build();
  }

  /** Ready once everything was read, until asked to stop. Losing the brokers never ends it. */
  @Produces
  @Readiness
  HealthCheck ready() {
    return () -> state("everything-read", status.report().state() == EdgeState.READY);
  }

  /** Started when it was ready once: reading everything may take longer than a probe's patience. */
  @Produces
  @Startup
  HealthCheck started() {
    return () -> state("first-reading", status.answering());
  }

  private HealthCheckResponse state(String name, boolean up) {
    EdgeReport report = status.report();
    return HealthCheckResponse.named(name)
        .status(up)
        .withData("state", report.state().name().toLowerCase(Locale.ROOT))
        .withData("waiting_for", report.waitingFor())
        .build();
  }
}
