package net.hostedmtasts.policyserver.heartbeat;

import static net.hostedmtasts.policyserver.fixture.TestTopics.CERTIFICATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next sealing key comes while an edge runs, before or after what it seals. */
class SealingKeyRotationTest extends EdgeWithBroker {
  private static final String HOST = "mta-sts.example.net";

  @TempDir Path keys;
  private final TestSeal next = new TestSeal();

  private void put(String name, TestSeal seal) throws IOException {
    Files.writeString(keys.resolve(name), Base64.getEncoder().encodeToString(seal.key()));
  }

  private TestEdge edgeWithFiles() throws IOException {
    put("current", SEAL);
    return edge(CertificateParts.ofFiles(keys.resolve("current"), keys.resolve("next")), Map.of());
  }

  private static List<String> ids(TestEdge edge) {
    List<String> ids = new ArrayList<>();
    heartbeat(edge).path("sealing_key_ids").forEach(id -> ids.add(id.asText()));
    return ids;
  }

  @Test
  void a_heartbeat_names_the_next_key_at_once() throws Exception {
    topics.countAll(0, 0, 0);
    TestEdge edge = edgeWithFiles();
    awaitReady(edge);
    await().atMost(LIMIT).until(() -> ids(edge).equals(List.of(SEAL.keyId())));
    put("next", next);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> assertThat(ids(edge)).containsExactlyInAnyOrder(SEAL.keyId(), next.keyId()));
  }

  @Test
  void what_was_sealed_with_a_key_that_was_not_there_opens_when_it_comes() throws Exception {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edgeWithFiles();
    awaitReady(edge);
    long revision = TestTopics.nextRevision();
    topics.publish(
        CERTIFICATES, HOST, Messages.certificate(revision, HOST, AUTHORITY.issue(HOST), next));
    await().atMost(LIMIT).until(() -> unreadable(edge).path("count").asInt() == 1);
    assertThat(unreadable(edge).path("keys")).extracting(JsonNode::asText).containsExactly(HOST);

    put("next", next);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(edge.report().entries()).containsEntry(CERTIFICATES, 2));
    await().atMost(LIMIT).until(() -> unreadable(edge).isMissingNode());
    assertThat(edge.answering()).as("it never stopped").isTrue();
  }

  @Test
  void an_edge_that_loads_is_not_ready_before_the_key_comes_that_it_lacks() throws Exception {
    long revision = TestTopics.nextRevision();
    topics.publish(
        CERTIFICATES, HOST, Messages.certificate(revision, HOST, AUTHORITY.issue(HOST), next));
    topics.countAll(0, 0, 1);
    TestEdge edge = edgeWithFiles();
    awaitWaiting(edge, "0 keys of " + CERTIFICATES + " held, 1 needed");
    put("next", next);
    awaitReady(edge);
    assertThat(edge.report().unreadable()).isEmpty();
  }

  @Test
  void a_key_that_goes_takes_no_certificate_with_it() throws Exception {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edgeWithFiles();
    put("next", next);
    awaitReady(edge);
    Files.delete(keys.resolve("current"));
    await().atMost(LIMIT).until(() -> ids(edge).equals(List.of(next.keyId())));
    assertThat(edge.report().entries()).containsEntry(CERTIFICATES, 1);
  }

  private static JsonNode unreadable(TestEdge edge) {
    return heartbeat(edge).path("unreadable").path(CERTIFICATES);
  }
}
