package net.hostedmtasts.e2e.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.e2e.pair.TopicClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The database refills what the topics have lost, and edges know an empty topic from a full one.
 */
class LostTopicsTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration A_WHILE = Duration.ofSeconds(5);
  private static final int NEW_EDGE = 4;
  private static final int PARTITIONS = 6;

  private final Pair pair = SharedPair.get();

  @AfterEach
  void stop_the_new_edge() {
    pair.deployment().edge(NEW_EDGE).instance().close();
  }

  @Test
  void a_topic_made_anew_leaves_running_edges_answering_and_a_new_one_not_ready_until_it_is_full() {
    List<Change> served = served();
    pair.deployment().controlPlane(1).instance().close();
    pair.topics().delete(List.of(TopicClient.POLICIES));
    pair.topics().create(TopicClient.POLICIES, PARTITIONS);

    pair.startEdgeThatMustWait(NEW_EDGE);
    Pair.holds(
        "the new edge is not ready and the others answer",
        A_WHILE,
        () -> !isReady(NEW_EDGE) && allServe(List.of(1, 2), served));

    pair.startControlPlane(1);
    Pair.await("the new edge is ready", LIMIT, () -> isReady(NEW_EDGE));
    assertThat(allServe(List.of(1, 2, NEW_EDGE), served)).isTrue();
    changesArrive(served.get(0), List.of(1, 2, NEW_EDGE));
  }

  @Test
  void all_topics_wiped_and_all_edges_started_again_need_no_help() {
    List<Change> served = served();
    List<String> all = new ArrayList<>(TopicClient.COMPACTED);
    all.add(TopicClient.EDGES);
    pair.topics().delete(all);

    for (int edge : List.of(1, 2)) {
      pair.deployment().edge(edge).instance().process().kill();
      pair.deployment().edge(edge).instance().start();
    }

    Pair.await("all edges are ready", LIMIT, () -> isReady(1) && isReady(2));
    assertThat(allServe(List.of(1, 2), served)).isTrue();
    changesArrive(served.get(0), List.of(1, 2));
  }

  private List<Change> served() {
    return List.of(pair.activate(), pair.activate(), pair.activate());
  }

  private void changesArrive(Change before, List<Integer> edges) {
    Change change = pair.change(before.hosted(), Configuration.testing(1));
    Pair.awaitServed(change, edges.stream().map(pair::edge).toList(), LIMIT);
  }

  private boolean isReady(int edge) {
    return pair.deployment().edge(edge).instance().isReady();
  }

  private boolean allServe(List<Integer> edges, List<Change> changes) {
    return edges.stream()
        .allMatch(edge -> changes.stream().allMatch(change -> pair.edge(edge).serves(change)));
  }
}
