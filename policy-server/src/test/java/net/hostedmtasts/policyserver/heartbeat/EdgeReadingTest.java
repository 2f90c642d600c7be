package net.hostedmtasts.policyserver.heartbeat;

import static net.hostedmtasts.policyserver.fixture.TestTopics.CENSUS;
import static net.hostedmtasts.policyserver.fixture.TestTopics.EDGES;
import static net.hostedmtasts.policyserver.fixture.TestTopics.POLICIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.topic.edge.EdgeState;
import org.junit.jupiter.api.Test;

/** An edge against a real broker (DESIGN, "When an edge is ready"). */
class EdgeReadingTest extends EdgeWithBroker {

  @Test
  void an_edge_is_ready_when_it_holds_what_the_census_says() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    TestEdge edge = edge();
    awaitReady(edge);
    assertThat(edge.document("example.com")).isEqualTo(Messages.document("mx.example.com"));
  }

  @Test
  void without_a_census_an_edge_joins_but_is_not_ready_and_opens_nothing() {
    publishDomain("example.com");
    TestEdge edge = edge();
    awaitWaiting(edge, "no census of " + POLICIES);
    assertThat(edge.state()).isEqualTo(EdgeState.JOINING);
    assertThat(edge.answering()).isFalse();
    topics.countAll(1, 1, 1);
    awaitReady(edge);
  }

  @Test
  void fewer_keys_than_counted_keep_an_edge_from_being_ready() {
    publishDomain("example.com");
    topics.countAll(3, 1, 1);
    TestEdge edge = edge();
    awaitWaiting(edge, "1 keys of " + POLICIES + " held, 2 needed");
    publishDomain("example.net");
    awaitReady(edge);
  }

  @Test
  void a_census_of_another_topic_id_is_ignored() {
    publishDomain("example.com");
    topics.countAll(1, 1, 1);
    topics.publish(
        CENSUS,
        POLICIES,
        Messages.census(TestTopics.nextRevision(), "AAAAAAAAAAAAAAAAAAAAAA", 3, 1));
    TestEdge edge = edge();
    awaitWaiting(edge, "no census of " + POLICIES);
  }

  @Test
  void missing_topics_are_waited_for() {
    topics.deleteAll();
    TestEdge edge = edge();
    awaitWaiting(edge, "the topics");
    topics.createAll();
    topics.countAll(0, 0, 0);
    awaitReady(edge);
  }

  @Test
  void what_is_published_later_is_applied_and_told_within_a_fraction_of_a_second() {
    topics.countAll(0, 0, 0);
    TestEdge edge = edge();
    awaitReady(edge);
    publishDomain("example.com");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> heartbeat(edge).path("entries").path(POLICIES).asInt() == 1);
  }

  @Test
  void an_older_revision_never_replaces_a_newer_one() {
    topics.countAll(0, 0, 0);
    topics.publish(POLICIES, "example.com", Messages.policy(20, "new"));
    topics.publish(POLICIES, "example.com", Messages.policy(10, "old"));
    topics.publish(POLICIES, "example.net", Messages.policy(20, "new"));
    topics.publish(POLICIES, "example.net", Messages.withdrawn(30));
    topics.publish(POLICIES, "example.net", Messages.policy(20, "new"));
    TestEdge edge = edge();
    awaitReady(edge);
    assertThat(edge.document("example.com")).isEqualTo("new");
    assertThat(edge.document("example.net")).as("an older record cannot revive it").isNull();
  }

  @Test
  void a_thousand_malformed_records_between_a_hundred_good_ones_change_nothing() {
    topics.countAll(100, 0, 0);
    for (int i = 0; i < 1_000; i++) {
      topics.publishLater(POLICIES, "d" + i % 200 + ".example", Malformed.value(i));
      if (i % 10 == 0) {
        topics.publishLater(
            POLICIES, "good" + i / 10 + ".example", Messages.policy(1 + i, "policy " + i));
      }
    }
    topics.flush();
    TestEdge edge = edge();
    awaitReady(edge);
    assertThat(edge.report().entries()).containsEntry(POLICIES, 100);
    assertThat(edge.metrics.counter("edge.records.bad", "topic", POLICIES).count())
        .isEqualTo(1_000);
    JsonNode unreadable = heartbeat(edge).path("unreadable").path(POLICIES);
    assertThat(unreadable.path("count").asInt()).isEqualTo(200);
    assertThat(unreadable.path("keys")).hasSize(100);
  }

  @Test
  void a_bad_record_is_reported_and_the_old_value_served_until_a_readable_one_arrives() {
    topics.countAll(1, 0, 0);
    topics.publish(POLICIES, "example.com", Messages.policy(1, "first"));
    topics.publish(POLICIES, "example.com", Malformed.value(0));
    TestEdge edge = edge();
    awaitReady(edge);
    assertThat(edge.document("example.com")).isEqualTo("first");
    assertThat(edge.report().unreadable().get(POLICIES)).isNotNull();
    topics.publish(POLICIES, "example.com", Messages.policy(2, "second"));
    await().atMost(LIMIT).until(() -> "second".equals(edge.document("example.com")));
    assertThat(edge.report().unreadable()).isEmpty();
  }

  @Test
  void a_tombstone_ends_a_withdrawn_key_but_never_a_served_one() {
    topics.countAll(1, 0, 0);
    topics.publish(POLICIES, "example.com", Messages.policy(1, "served"));
    topics.publish(POLICIES, "example.com", null);
    topics.publish(POLICIES, "example.net", Messages.withdrawn(5));
    topics.publish(POLICIES, "example.net", null);
    topics.publish(POLICIES, "example.net", Messages.policy(2, "a new life"));
    TestEdge edge = edge();
    awaitReady(edge);
    assertThat(edge.document("example.com")).isEqualTo("served");
    assertThat(edge.report().unreadable().get(POLICIES)).isNotNull();
    assertThat(edge.document("example.net")).isEqualTo("a new life");
  }

  @Test
  void offsets_told_are_positions_after_what_is_applied_under_the_topic_id() {
    topics.countAll(1, 0, 0);
    long after = topics.publish(POLICIES, "example.com", Messages.policy(1, "policy"));
    TestEdge edge = edge();
    awaitReady(edge);
    JsonNode applied = heartbeat(edge).path("applied").path(POLICIES);
    assertThat(applied.path("topic_id").asText()).isEqualTo(topics.topicId(POLICIES));
    assertThat(applied.path("offsets")).hasSize(TestTopics.PARTITIONS);
    assertThat(applied.path("offsets")).anyMatch(offset -> offset.asLong() == after);
  }

  @Test
  void a_leaving_edge_applies_and_tells_until_its_listeners_are_closed_and_then_deletes_its_key() {
    topics.countAll(0, 0, 0);
    TestEdge edge = edge(Map.of("edge.grace-period", "PT4S"));
    awaitReady(edge);
    Thread leaving = new Thread(edge::leave);
    leaving.start();
    await().atMost(LIMIT).until(() -> heartbeat(edge).path("state").asText().equals("leaving"));
    assertThat(edge.answering()).isTrue();
    topics.publish(POLICIES, "example.com", Messages.policy(1, "policy"));
    await()
        .atMost(Duration.ofSeconds(4))
        .until(() -> heartbeat(edge).path("entries").path(POLICIES).asInt() == 1);
    await().atMost(LIMIT).until(() -> !leaving.isAlive());
    assertThat(topics.newest(EDGES)).containsEntry(edge.id(), null);
    assertThat(edge.answering()).isFalse();
  }

  @Test
  void an_edge_that_is_loading_stops_at_once() {
    TestEdge edge = edge(Map.of("edge.grace-period", "PT1M"));
    awaitWaiting(edge, "no census");
    Thread leaving = new Thread(edge::leave);
    leaving.start();
    await().atMost(Duration.ofSeconds(5)).until(() -> !leaving.isAlive());
  }
}
