package net.hostedmtasts.e2e.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A silent edge blocks nothing, and may go on answering the public: senders that got the old policy
 * from it under the new id hear of the new policy by a fresh id.
 */
class CutOffEdgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final Pair PAIR =
      Pair.prepare(
          "cut-off",
          settings ->
              settings
                  .withControlPlane("edges.given-up-after", "PT20S")
                  .withControlPlane("edges.fresh-id-at-most-each", "PT0.1S"));

  @BeforeAll
  static void start() {
    PAIR.startAll(2);
  }

  @AfterAll
  static void stop() {
    PAIR.close();
  }

  @Test
  void a_change_is_released_without_a_silent_edge_and_gets_a_fresh_id_when_that_is_back() {
    Change old = PAIR.activate();
    Change untouched = PAIR.activate();
    ServiceProcess second = PAIR.deployment().edge(2).instance().process();
    second.pause();
    Change change = PAIR.change(old.hosted(), Configuration.testing(1));
    Pair.awaitServed(change, List.of(PAIR.edge(1)), LIMIT);

    second.resume();

    Change fresh = awaitFreshId(change);
    Pair.awaitServed(fresh, PAIR.edges(2), LIMIT);
    assertThat(fresh.revision()).isEqualTo(change.revision());
    assertThat(PAIR.api().current(untouched.hosted()).id()).isEqualTo(untouched.id());
    Pair.holds(
        "one fresh id is enough",
        A_WHILE,
        () -> PAIR.api().current(change.hosted()).id().equals(fresh.id()));
  }

  @Test
  void it_gets_one_when_the_edge_is_given_up_and_again_when_it_comes_back() {
    Hosted hosted = PAIR.activate().hosted();
    ServiceProcess second = PAIR.deployment().edge(2).instance().process();
    second.pause();
    Change change = PAIR.change(hosted, Configuration.testing(1));
    Pair.awaitServed(change, List.of(PAIR.edge(1)), LIMIT);

    Change whenGivenUp = awaitFreshId(change);
    Pair.awaitServed(whenGivenUp, List.of(PAIR.edge(1)), LIMIT);
    second.resume();

    Change whenBack = awaitFreshId(whenGivenUp);
    Pair.awaitServed(whenBack, PAIR.edges(2), LIMIT);
  }

  @Test
  void a_control_plane_started_meanwhile_goes_on_where_the_other_stopped() {
    Hosted hosted = PAIR.activate().hosted();
    ServiceProcess second = PAIR.deployment().edge(2).instance().process();
    second.pause();
    Change change = PAIR.change(hosted, Configuration.testing(1));
    Pair.awaitServed(change, List.of(PAIR.edge(1)), LIMIT);
    PAIR.deployment().controlPlane(1).instance().process().kill();

    PAIR.startControlPlane(1);
    second.resume();

    Pair.awaitServed(awaitFreshId(change), PAIR.edges(2), LIMIT);
  }

  private Change awaitFreshId(Change change) {
    Pair.await(
        change.hosted().domain() + " has a fresh id",
        LIMIT,
        () -> !PAIR.api().current(change.hosted()).id().equals(change.id()));
    return PAIR.api().current(change.hosted());
  }
}
