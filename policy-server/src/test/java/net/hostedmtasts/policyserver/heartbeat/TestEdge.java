package net.hostedmtasts.policyserver.heartbeat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.challenge.ChallengeParts;
import net.hostedmtasts.policyserver.fixture.TestSettings;
import net.hostedmtasts.policyserver.policy.PolicyListener;
import net.hostedmtasts.policyserver.policy.PolicyParts;
import net.hostedmtasts.policyserver.policy.PolicyTopic;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import net.hostedmtasts.policyserver.topic.reading.TopicParts;
import net.hostedmtasts.policyserver.zone.ZoneParts;
import org.jspecify.annotations.Nullable;

/** A whole edge but for Quarkus and DNS, put together by hand: tests start many of them. */
public final class TestEdge implements AutoCloseable {
  public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  public final PolicyTopic policies = new PolicyTopic();
  public final CurrentTables current;
  public final PolicyListener listener;
  private final EdgeId id;
  private final TopicParts parts;
  private final EdgeLifecycle lifecycle;
  private boolean stopped;

  public TestEdge(String bootstrap, CertificateParts certificates, Map<String, String> set) {
    ChallengeParts challenges = new ChallengeParts();
    List<Topic<?>> topics =
        List.of(policies, certificates.topic, challenges.topic(), ZoneParts.records(policies));
    EdgeSettings settings = settings(set);
    this.current = TopicParts.tables(topics);
    this.listener =
        PolicyParts.listener(
            current,
            policies,
            certificates.sniKeys(current, metrics),
            challenges.overTls(current, Clock.systemUTC()),
            metrics,
            set);
    this.parts = new TopicParts(bootstrap, settings, current, topics, List.of(listener), metrics);
    this.id = new EdgeId(settings);
    HeartbeatSender sender =
        new HeartbeatSender(
            id,
            parts.status,
            parts.reader,
            parts.clients,
            new HeartbeatWriter(certificates.sealingKeys, ZoneParts.settingsHash(), "1.0.0-test"));
    this.lifecycle =
        new EdgeLifecycle(
            id,
            parts.reader,
            sender,
            parts.status,
            parts.listeners,
            certificates.watch(parts.status),
            settings);
  }

  private static EdgeSettings settings(Map<String, String> set) {
    Map<String, String> all =
        new HashMap<>(Map.of("edge.name", "edge-1", "edge.grace-period", "PT1S"));
    all.putAll(set);
    return TestSettings.of(EdgeSettings.class, all);
  }

  public TestEdge start() {
    lifecycle.start(new StartupEvent());
    return this;
  }

  public String id() {
    return id.toString();
  }

  public EdgeState state() {
    return parts.status.state();
  }

  public boolean answering() {
    return parts.status.answering();
  }

  public EdgeReport report() {
    return parts.status.report();
  }

  /** The document that this edge answers for {@code domain}; null if none. */
  public @Nullable String document(String domain) {
    var held = current.tables().get(policies, domain);
    return held == null || !held.served() ? null : held.document();
  }

  /** As SIGTERM does it: blocks for the grace period. */
  public void leave() {
    lifecycle.leave(new ShutdownDelayInitiatedEvent());
    close();
  }

  @Override
  public void close() {
    if (stopped) {
      return;
    }
    stopped = true;
    lifecycle.stop(new ShutdownEvent());
  }
}
