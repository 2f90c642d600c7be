package net.hostedmtasts.controlplane.certificate.readiness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.challenge.ChallengeAnswers;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Heartbeat;
import net.hostedmtasts.controlplane.edge.TestEdgeReader;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.topic.Readers;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import net.hostedmtasts.controlplane.world.Beans;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DESIGN, "Policy first, id second": the CA is told only when every edge has the challenge. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class EveryEdgeTest {
  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final Challenge CHALLENGE = new Challenge("http-01", "token", "token.thumbprint");
  private static final String ID = "topic-id";
  private static final long OFFSET = 7;
  private static final Duration SILENT_AFTER = Duration.ofSeconds(5);

  private final MovableClock clock = new MovableClock();
  private TestEdgeReader reader;
  private ChallengeAnswers answers;
  private EveryEdge edges;

  @BeforeEach
  void give() {
    Beans beans =
        new Beans(Map.of("edges.silent-after", SILENT_AFTER.toString()))
            .with(Clock.class, clock)
            .without(Readers.class)
            .without(net.hostedmtasts.controlplane.topic.RecordSender.class);
    reader = beans.get(TestEdgeReader.class);
    beans.with(EdgeReader.class, reader);
    answers = beans.get(ChallengeAnswers.class);
    answers.restarted(Topic.CHALLENGES, new TopicState.Usable(ID, 1));
    read(OFFSET, CHALLENGE.token(), message("http-01"));
    edges = new EveryEdge(answers, clock);
  }

  private static String message(String type) {
    return """
        {"policy_host": "mta-sts.example.com", "type": "%s", "key_authorization": "%s"}
        """
        .formatted(type, CHALLENGE.keyAuthorization());
  }

  private void read(long offset, String key, String value) {
    answers.read(
        Topic.CHALLENGES,
        new ConsumerRecord<>(
            Topic.CHALLENGES.topicName(),
            0,
            offset,
            clock.instant().toEpochMilli(),
            TimestampType.CREATE_TIME,
            5,
            2,
            key,
            value.getBytes(UTF_8),
            new RecordHeaders(),
            Optional.empty()));
  }

  private void beats(String edge, long applied) {
    reader.heard(
        edge,
        new Heartbeat(
            "ready",
            "1",
            "",
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(Topic.CHALLENGES.topicName(), new Heartbeat.Applied(ID, List.of(applied)))));
  }

  /** More than the silence limit passes, in which these repeat their heartbeats each second. */
  private void pass(long applied, String... beating) {
    for (int second = 0; second <= SILENT_AFTER.toSeconds(); second++) {
      clock.pass(Duration.ofSeconds(1));
      List.of(beating).forEach(edge -> beats(edge, applied));
    }
  }

  /** An edge that is not heard any more, beside one that has the challenge. */
  private void silentBesideOne(long applied) {
    pass(applied, "heard", "silent");
    pass(applied, "heard");
    beats("heard", OFFSET + 1);
  }

  private Optional<List<String>> await(Instant silentUntil) {
    return edges.await(HOST, silentUntil, CHALLENGE).await().atMost(Duration.ofSeconds(30));
  }

  @Test
  void an_edge_that_is_heard_is_waited_for_however_late_it_is() {
    pass(OFFSET, "has", "lacks");
    beats("has", OFFSET + 1);
    assertThat(await(clock.instant().minusSeconds(3600))).isEmpty();
    beats("lacks", OFFSET + 1);
    assertThat(await(clock.instant().minusSeconds(3600))).contains(List.of());
  }

  /** Boulder uses one token for all challenges of an authorization. */
  @Test
  void of_two_challenges_with_one_token_each_is_waited_for() {
    Challenge overTls =
        new Challenge("tls-alpn-01", CHALLENGE.token(), CHALLENGE.keyAuthorization());
    pass(OFFSET + 2, "edge");
    assertThat(answers.everywhere(CHALLENGE)).contains(List.of());
    assertThat(answers.everywhere(overTls)).as("the edges have never seen it").isEmpty();

    read(OFFSET + 1, "tls-alpn-01_" + CHALLENGE.token(), message("tls-alpn-01"));
    assertThat(answers.everywhere(overTls)).contains(List.of());
    assertThat(answers.everywhere(CHALLENGE)).as("it is still there").contains(List.of());
  }

  @Test
  void another_answer_under_the_same_token_is_not_this_challenge() {
    pass(OFFSET + 2, "edge");
    Challenge ofOtherAccount = new Challenge("http-01", CHALLENGE.token(), "token.other");
    assertThat(answers.everywhere(ofOtherAccount)).isEmpty();
    read(OFFSET + 1, CHALLENGE.token(), "no JSON");
    assertThat(answers.everywhere(CHALLENGE)).isEmpty();
  }

  @Test
  void a_silent_edge_is_waited_for_until_the_time_and_named_after_it() {
    silentBesideOne(OFFSET);
    Instant until = clock.instant().plusMillis(1);
    assertThat(await(until)).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(await(until)).contains(List.of("silent"));
  }

  @Test
  void a_silent_edge_that_had_the_challenge_before_is_no_reason_to_wait() {
    silentBesideOne(OFFSET + 1);
    assertThat(await(clock.instant().plusSeconds(600))).contains(List.of());
  }
}
