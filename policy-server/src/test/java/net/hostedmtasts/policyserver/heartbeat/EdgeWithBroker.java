package net.hostedmtasts.policyserver.heartbeat;

import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.EDGES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.RECORDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import net.hostedmtasts.standalone.Broker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One broker for each class, fresh topics for each test, and the edges that the test starts. */
abstract class EdgeWithBroker {
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final TestSeal SEAL = new TestSeal();
  static final TestAuthority AUTHORITY = new TestAuthority();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  static Broker broker;
  static TestTopics topics;

  private final List<TestEdge> edges = new ArrayList<>();

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
  void stopEdges() {
    edges.forEach(TestEdge::close);
    topics.deleteAll();
  }

  TestEdge edge() {
    return edge(Map.of());
  }

  TestEdge edge(Map<String, String> set) {
    return edge(new CertificateParts(SEAL.key()), set);
  }

  TestEdge edge(CertificateParts certificates, Map<String, String> set) {
    TestEdge edge = new TestEdge(broker.bootstrapServers(), certificates, set);
    edges.add(edge);
    return edge.start();
  }

  static void publishDomain(String domain) {
    long revision = TestTopics.nextRevision();
    String host = "mta-sts." + domain;
    topics.publish(POLICIES, domain, Messages.policy(revision, Messages.document("mx." + domain)));
    topics.publish(RECORDS, label(domain), Messages.record(revision));
    topics.publish(
        CERTIFICATES, host, Messages.certificate(revision, host, AUTHORITY.issue(host), SEAL));
  }

  private static String label(String domain) {
    return (domain.replaceAll("[^a-z2-7]", "") + "a".repeat(26)).substring(0, 26);
  }

  static void awaitReady(TestEdge edge) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(edge.state()).as(edge.report().waitingFor()).isEqualTo(EdgeState.READY));
  }

  static void awaitWaiting(TestEdge edge, String what) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(edge.report().waitingFor()).contains(what));
  }

  /** The newest heartbeat of {@code edge} in the topic; missing if there is none. */
  static JsonNode heartbeat(TestEdge edge) {
    byte[] value = topics.newest(EDGES).get(edge.id());
    try {
      return value == null ? MissingNode.getInstance() : JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
