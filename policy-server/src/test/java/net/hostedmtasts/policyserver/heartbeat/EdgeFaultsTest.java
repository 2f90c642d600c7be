package net.hostedmtasts.policyserver.heartbeat;

import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import org.junit.jupiter.api.Test;

/** What may happen to brokers and topics (DESIGN, "Topics" and "When an edge is ready"). */
class EdgeFaultsTest extends EdgeWithBroker {

  @Test
  void an_edge_that_was_ready_answers_on_and_stays_ready_without_brokers() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edge();
    awaitReady(edge);
    broker.pause();
    try {
      await()
          .during(Duration.ofSeconds(7))
          .atMost(Duration.ofSeconds(9))
          .until(() -> edge.state() == EdgeState.READY && edge.document("example.com") != null);
    } finally {
      broker.resume();
    }
    topics.publish(POLICIES, "example.net", Messages.policy(1, "after"));
    await().atMost(LIMIT).until(() -> "after".equals(edge.document("example.net")));
  }

  @Test
  void a_broker_that_was_away_is_read_on_from_where_reading_stopped() {
    topics.countAll(0, 0, 0);
    TestEdge edge = edge();
    awaitReady(edge);
    broker.kill();
    broker.restart();
    topics.publish(POLICIES, "example.net", Messages.policy(1, "after"));
    await().atMost(LIMIT).until(() -> "after".equals(edge.document("example.net")));
    assertThat(edge.state()).isEqualTo(EdgeState.READY);
  }

  @Test
  void an_edge_started_without_a_broker_is_ready_once_there_is_one() {
    topics.countAll(0, 0, 0);
    broker.kill();
    TestEdge edge = edge();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(() -> edge.state() == EdgeState.LOADING);
    broker.restart();
    awaitReady(edge);
  }

  @Test
  void a_topic_created_anew_is_read_beside_the_old_values_and_replaces_them_when_it_is_full() {
    publishDomain("example.com");
    publishDomain("example.net");
    topics.countAll(2, 2, 2);
    TestEdge edge = edge();
    awaitReady(edge);
    String oldId = topics.topicId(POLICIES);
    topics.recreate(POLICIES);
    awaitWaiting(edge, "no census of " + POLICIES);
    assertThat(edge.state()).isEqualTo(EdgeState.READY);
    assertThat(edge.document("example.com")).isNotNull();
    assertThat(heartbeat(edge).path("applied").path(POLICIES).path("topic_id").asText())
        .as("what answers was read from the topic before")
        .isEqualTo(oldId);

    topics.publish(POLICIES, "example.com", Messages.policy(Long.MAX_VALUE >> 11, "anew"));
    topics.count(POLICIES, 1);
    await().atMost(LIMIT).until(() -> "anew".equals(edge.document("example.com")));
    assertThat(edge.document("example.net")).as("no longer in the topic").isNull();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                heartbeat(edge)
                    .path("applied")
                    .path(POLICIES)
                    .path("topic_id")
                    .asText()
                    .equals(topics.topicId(POLICIES)));
  }

  @Test
  void a_new_edge_is_not_ready_on_a_topic_created_anew_until_it_is_filled() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    topics.recreate(POLICIES);
    TestEdge edge = edge();
    awaitWaiting(edge, "no census of " + POLICIES);
    topics.publish(POLICIES, "example.com", Messages.policy(7, "anew"));
    topics.count(POLICIES, 1);
    awaitReady(edge);
    assertThat(edge.document("example.com")).isEqualTo("anew");
  }

  @Test
  void what_the_new_topic_cannot_give_back_is_kept_from_the_old_one() {
    topics.publish(POLICIES, "example.com", Messages.policy(50, "newer"));
    topics.publish(POLICIES, "example.net", Messages.policy(50, "good"));
    topics.countAll(2, 0, 0);
    TestEdge edge = edge();
    awaitReady(edge);
    topics.recreate(POLICIES);
    topics.publish(POLICIES, "example.com", Messages.policy(40, "older"));
    topics.publish(POLICIES, "example.net", Malformed.value(0));
    topics.publish(POLICIES, "example.org", Messages.policy(1, "third"));
    topics.count(POLICIES, 2);
    await().atMost(LIMIT).until(() -> "third".equals(edge.document("example.org")));
    assertThat(edge.document("example.com"))
        .as("an older revision never counts")
        .isEqualTo("newer");
    assertThat(edge.document("example.net"))
        .as("its newest record is unreadable")
        .isEqualTo("good");
  }

  @Test
  void a_topic_that_is_not_only_compacted_is_refused_and_the_fix_named() {
    topics.countAll(0, 0, 0);
    topics.set(POLICIES, "cleanup.policy", "compact,delete");
    TestEdge edge = edge();
    awaitWaiting(edge, "--add-config cleanup.policy=compact");
    assertThat(edge.state()).isEqualTo(EdgeState.LOADING);
    topics.set(POLICIES, "cleanup.policy", "compact");
    awaitReady(edge);
  }

  @Test
  void another_number_of_partitions_is_refused_but_what_is_held_is_answered_on() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edge();
    awaitReady(edge);
    topics.addPartitions(POLICIES, 5);
    awaitWaiting(edge, "has 5 partitions instead of 3");
    assertThat(edge.state()).isEqualTo(EdgeState.READY);
    assertThat(edge.document("example.com")).isNotNull();

    TestEdge restarted = edge();
    awaitWaiting(restarted, "has 5 partitions instead of 3");
    assertThat(restarted.answering()).isFalse();

    topics.recreate(POLICIES);
    topics.publish(POLICIES, "example.com", Messages.policy(Long.MAX_VALUE >> 11, "anew"));
    topics.count(POLICIES, 1);
    awaitReady(restarted);
    await().atMost(LIMIT).until(() -> "anew".equals(edge.document("example.com")));
  }

  @Test
  void after_a_gap_of_half_the_delete_retention_everything_is_read_again() {
    topics.set(POLICIES, "delete.retention.ms", "12000");
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edge(Map.of());
    awaitReady(edge);
    broker.pause();
    try {
      await()
          .during(Duration.ofSeconds(7))
          .atMost(Duration.ofSeconds(9))
          .until(() -> edge.state() == EdgeState.READY);
    } finally {
      broker.resume();
    }
    await().atMost(LIMIT).until(() -> edge.metrics.counter("edge.readings").count() >= 2);
    assertThat(edge.state()).isEqualTo(EdgeState.READY);
    await().atMost(LIMIT).until(() -> edge.document("example.com") != null);
  }
}
