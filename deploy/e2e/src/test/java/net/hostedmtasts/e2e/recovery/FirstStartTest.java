package net.hostedmtasts.e2e.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parts may start in any order. */
class FirstStartTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** Longer than a publisher listens before it releases anything. */
  private static final Duration A_WHILE = Duration.ofSeconds(8);

  private final Pair pair = Pair.prepare("first-start", settings -> settings);

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void without_a_broker_the_api_takes_changes_and_all_comes_up_when_it_does() {
    pair.deployment().edge(1).instance().start();
    pair.deployment().edge(2).instance().start();
    pair.deployment().database().restart();
    pair.startControlPlane(1);

    Hosted hosted = pair.addDelegated();
    pair.api().configure(hosted, Configuration.testing(0));
    assertThat(pair.deployment().edges()).noneMatch(edge -> edge.instance().isReady());
    assertThat(pair.deployment().edges()).allMatch(edge -> edge.instance().isRunning());

    pair.deployment().broker().restart();
    Pair.await(
        "all edges are ready",
        LIMIT,
        () -> pair.deployment().edges().stream().map(Edge::instance).allMatch(e -> e.isReady()));
    pair.awaitActive(hosted);
    Pair.awaitServed(pair.api().current(hosted), pair.edges(2), LIMIT);
  }

  @Test
  void without_a_ready_edge_nothing_is_released_until_one_is_ready() {
    pair.startAll(0);
    Hosted hosted = pair.addDelegated();
    pair.api().configure(hosted, Configuration.testing(0));

    Pair.await(
        "the rollout waits for an edge",
        LIMIT,
        () -> pair.api().rollout(hosted).path("waiting_for").asText().contains("edge: none"));
    Pair.holds(
        "nothing is released",
        A_WHILE,
        () ->
            pair.api().mtaSts(hosted).body().path("status").asText().equals("verifying")
                && !pair.topics().read("mta-sts.records", hosted.label()).has("mta_sts"));

    pair.startEdge(1);
    Pair.awaitServed(pair.api().current(hosted), List.of(pair.edge(1)), LIMIT);
    pair.startEdge(2);
    pair.awaitActive(hosted);
  }
}
