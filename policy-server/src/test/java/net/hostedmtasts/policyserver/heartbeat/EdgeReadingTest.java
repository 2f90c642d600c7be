package net.hostedmtasts.policyserver.heartbeat;

import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.RECORDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.topic.EdgeState;
import net.hostedmtasts.standalone.Broker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edge against a real broker (DESIGN, "When an edge is ready"). */
class EdgeReadingTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final TestSeal SEAL = new TestSeal();
  private static final TestAuthority AUTHORITY = new TestAuthority();

  @TempDir static Path folder;
  private static Broker broker;
  private static TestTopics topics;

  @BeforeAll
  static void startBroker() {
    broker = Broker.start(folder);
    topics = new TestTopics(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    topics.close();
    broker.close();
  }

  @BeforeEach
  void createTopics() {
    topics.createAll();
  }

  @AfterEach
  void deleteTopics() {
    topics.deleteAll();
  }

  private static TestEdge edge() {
    return new TestEdge(broker.bootstrapServers(), SEAL, Map.of()).start();
  }

  private static void publishDomain(String domain) {
    long revision = TestTopics.nextRevision();
    String host = "mta-sts." + domain;
    topics.publish(POLICIES, domain, Messages.policy(revision, Messages.document("mx." + domain)));
    topics.publish(RECORDS, "label-of-" + domain, Messages.record(revision));
    topics.publish(
        CERTIFICATES, host, Messages.certificate(revision, host, AUTHORITY.issue(host), SEAL));
  }

  private static void awaitReady(TestEdge edge) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(edge.report())
                    .extracting("state", "waitingFor")
                    .containsExactly(EdgeState.READY, ""));
  }

  @Test
  void an_edge_is_ready_when_it_holds_what_the_census_says() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    try (TestEdge edge = edge()) {
      awaitReady(edge);
      assertThat(edge.document("example.com")).isEqualTo(Messages.document("mx.example.com"));
    }
  }
}
