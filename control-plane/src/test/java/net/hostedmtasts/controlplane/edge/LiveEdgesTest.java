package net.hostedmtasts.controlplane.edge;

import static net.hostedmtasts.controlplane.edge.TestEdges.LIMIT;
import static net.hostedmtasts.controlplane.edge.TestEdges.heartbeat;
import static net.hostedmtasts.controlplane.edge.TestEdges.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "When an edge is ready" and "Policy first, id second". */
class LiveEdgesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Place PLACE = place("example.com", 9);

  private final TestEdges edges = new TestEdges();

  private Edge only() {
    return edges.now().orElseThrow().all().get(0);
  }

  private void listen(Map<String, Heartbeat> beating) {
    edges.reachedEnd();
    edges.pass(LIMIT, beating);
  }

  @Test
  void nothing_is_said_before_the_end_of_the_topic() {
    edges.pass(Duration.ofSeconds(60), Map.of("a", heartbeat("ready", 10)));
    assertThat(edges.now()).isEmpty();
    assertThat(edges.forPeople().all()).hasSize(1);
  }

  @Test
  void nothing_is_said_before_one_silence_limit_of_listening() {
    edges.reachedEnd();
    edges.pass(LIMIT.minus(SECOND), Map.of("a", heartbeat("ready", 10)));
    assertThat(edges.now()).isEmpty();
    edges.pass(SECOND, Map.of("a", heartbeat("ready", 10)));
    assertThat(edges.now()).isPresent();
  }

  @Test
  void an_interruption_begins_the_listening_again() {
    Map<String, Heartbeat> beating = Map.of("a", heartbeat("ready", 10));
    listen(beating);
    edges.interrupted();
    edges.pass(LIMIT.minus(SECOND), beating);
    assertThat(edges.now()).isEmpty();
    edges.pass(SECOND, beating);
    assertThat(edges.now()).isPresent();
  }

  @Test
  void a_gap_in_which_no_edge_was_heard_begins_the_listening_again() {
    Map<String, Heartbeat> beating = Map.of("a", heartbeat("ready", 10));
    listen(beating);
    edges.pass(LIMIT);
    edges.heard("a", "ready", 10);
    assertThat(edges.now()).isEmpty();
    edges.pass(LIMIT, beating);
    assertThat(edges.now()).isPresent();
  }

  /** The edge heard last before the brokers went away must not be taken for the only one alive. */
  @Test
  void nothing_is_said_while_no_edge_is_heard() {
    listen(Map.of("a", heartbeat("ready", 0), "b", heartbeat("ready", 0)));
    edges.pass(Duration.ofMillis(900));
    edges.heard("b", "ready", 10);
    edges.pass(LIMIT.minus(Duration.ofMillis(500)));
    assertThat(edges.now()).isEmpty();
  }

  @Test
  void a_restart_of_the_reading_forgets_all() {
    listen(Map.of("a", heartbeat("ready", 10)));
    edges.restarted();
    assertThat(edges.now()).isEmpty();
    assertThat(edges.forPeople().all()).isEmpty();
  }

  @Test
  void an_edge_not_heard_for_longer_than_the_limit_is_silent_and_blocks_nothing() {
    listen(Map.of("a", heartbeat("ready", 9), "b", heartbeat("ready", 9)));
    edges.pass(LIMIT, Map.of("a", heartbeat("ready", 10)));
    assertThat(edges.now().orElseThrow().silent()).isEmpty();
    assertThat(edges.now().orElseThrow().allHave(PLACE)).isFalse();

    edges.pass(SECOND, Map.of("a", heartbeat("ready", 10)));

    assertThat(edges.now().orElseThrow().silent()).extracting(Edge::id).containsExactly("b");
    assertThat(edges.now().orElseThrow().allHave(PLACE)).isTrue();
  }

  @Test
  void a_heartbeat_brings_a_silent_edge_back() {
    listen(Map.of("a", heartbeat("ready", 9), "b", heartbeat("ready", 8)));
    edges.pass(LIMIT.plus(SECOND), Map.of("a", heartbeat("ready", 10)));
    edges.heard("b", "ready", 9);
    assertThat(edges.now().orElseThrow().allHave(PLACE)).isFalse();
  }

  @Test
  void an_edge_long_idle_is_not_silent_the_moment_another_applies_first() {
    listen(Map.of("a", heartbeat("ready", 9), "b", heartbeat("ready", 9)));
    edges.pass(
        LIMIT.multipliedBy(3), Map.of("a", heartbeat("ready", 9), "b", heartbeat("ready", 9)));

    edges.heard("a", "ready", 10);

    assertThat(edges.now().orElseThrow().blocking()).hasSize(2);
    assertThat(edges.now().orElseThrow().allHave(PLACE)).isFalse();
  }

  @Test
  void an_edge_that_applies_nothing_while_others_do_is_silent_after_the_limit() {
    Map<String, Heartbeat> stuck = Map.of("a", heartbeat("ready", 10), "b", heartbeat("ready", 9));
    listen(Map.of("a", heartbeat("ready", 9), "b", heartbeat("ready", 9)));
    edges.pass(LIMIT.plus(SECOND), stuck);
    assertThat(edges.now().orElseThrow().silent()).isEmpty();
    edges.pass(SECOND, stuck);
    assertThat(edges.now().orElseThrow().silent()).extracting(Edge::id).containsExactly("b");
  }

  @Test
  void an_edge_that_catches_up_slowly_is_not_stuck() {
    listen(Map.of("a", heartbeat("ready", 100), "b", heartbeat("ready", 1)));
    for (int applied = 2; applied < 20; applied++) {
      edges.pass(
          SECOND.multipliedBy(3),
          Map.of("a", heartbeat("ready", 100), "b", heartbeat("ready", applied)));
      assertThat(edges.now().orElseThrow().silent()).isEmpty();
    }
  }

  /**
   * A dead edge goes on showing the id of a topic that was made anew: the living are not behind.
   */
  @Test
  void an_edge_that_reads_the_topic_made_anew_is_not_behind_a_dead_one() {
    Heartbeat before = heartbeat("ready", 10);
    Heartbeat after = heartbeat("ready", "topic-id-2", 1, Map.of());
    listen(Map.of("dead", before, "alive", before));
    edges.heard("alive", after);
    edges.pass(LIMIT.multipliedBy(3), Map.of("alive", after));
    assertThat(edges.now().orElseThrow().silent()).extracting(Edge::id).containsExactly("dead");
    assertThat(edges.now().orElseThrow().anyReady()).isTrue();
  }

  @ParameterizedTest(name = "an edge that is {0}: a change waits for it: {1}")
  @CsvSource({"loading, false", "joining, true", "ready, true", "leaving, true"})
  void a_change_waits_for_every_edge_that_answers_or_is_about_to(String state, boolean waits) {
    listen(Map.of("a", heartbeat(state, 0)));
    assertThat(only().blocks()).isEqualTo(waits);
    assertThat(only().ready()).isEqualTo(state.equals("ready"));
    assertThat(only().state()).isEqualTo(state);
  }

  @Test
  void only_a_deleted_key_makes_an_edge_forgotten_at_once() {
    listen(Map.of("a", heartbeat("leaving", 0)));
    edges.gone("a");
    edges.heard("b", "ready", 10);
    assertThat(edges.now().orElseThrow().all()).extracting(Edge::id).containsExactly("b");
  }

  @ParameterizedTest(name = "applied {0}, unreadable {1} of {2}: has the record at 9: {3}")
  @CsvSource({
    "9,  '',          0,   false",
    "10, '',          0,   true",
    "10, example.com, 1,   false",
    "10, example.org, 1,   true",
    "10, example.org, 101, false",
  })
  void an_edge_has_what_it_has_applied_and_can_read(
      long applied, String unreadable, long count, boolean has) {
    Map<String, Heartbeat.Unreadable> unread =
        count == 0
            ? Map.of()
            : Map.of(TestEdges.TOPIC, new Heartbeat.Unreadable(List.of(unreadable), count));
    listen(Map.of("a", heartbeat("ready", TestEdges.ID, applied, unread)));
    assertThat(only().has(PLACE)).isEqualTo(has);
  }

  @Test
  void offsets_under_another_topic_id_count_as_nothing_applied() {
    listen(Map.of("a", heartbeat("ready", "topic-id-2", 100, Map.of())));
    assertThat(only().has(PLACE)).isFalse();
  }

  @Test
  void since_when_an_edge_has_a_record_is_the_heartbeat_that_showed_it_first() {
    edges.heard("a", "ready", 9);
    edges.pass(SECOND);
    edges.heard("a", "ready", 10);
    Instant shown = edges.forPeople().all().get(0).heardAt();
    edges.pass(SECOND);
    edges.heard("a", "ready", 11);

    Edge edge = edges.forPeople().all().get(0);
    assertThat(edge.since(PLACE)).isEqualTo(shown);
    assertThat(edge.since(place("example.com", 11))).isNull();
  }
}
