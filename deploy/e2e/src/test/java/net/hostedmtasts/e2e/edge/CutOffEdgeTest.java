package net.hostedmtasts.e2e.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A silent edge blocks nothing, and may go on answering the public: senders that got the old policy
 * from it under the new id hear of the new policy by a fresh id.
 */
class CutOffEdgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final Pair pair =
      Pair.prepare(
          "cut-off",
          settings ->
              settings
                  .withControlPlane("edges.given-up-after", "PT20S")
                  .withControlPlane("edges.fresh-id-at-most-each", "PT0.1S"));

  @BeforeEach
  void start() {
    pair.startAll(2);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void a_change_is_released_without_a_silent_edge_and_gets_a_fresh_id_when_that_is_back() {
    Change old = pair.activate();
    Change untouched = pair.activate();
    ServiceProcess second = pair.deployment().edge(2).instance().process();
    second.pause();
    Change change = pair.change(old.hosted(), Configuration.testing(1));
    Pair.awaitServed(change, List.of(pair.edge(1)), LIMIT);

    second.resume();

    Change fresh = awaitFreshId(change);
    Pair.awaitServed(fresh, pair.edges(2), LIMIT);
    assertThat(fresh.revision()).isEqualTo(change.revision());
    assertThat(pair.api().current(untouched.hosted()).id()).isEqualTo(untouched.id());
    Pair.holds(
        "one fresh id is enough",
        A_WHILE,
        () -> pair.api().current(change.hosted()).id().equals(fresh.id()));
  }

  @Test
  void it_gets_one_when_the_edge_is_given_up_and_again_when_it_comes_back() {
    Hosted hosted = pair.activate().hosted();
    ServiceProcess second = pair.deployment().edge(2).instance().process();
    second.pause();
    Change change = pair.change(hosted, Configuration.testing(1));
    Pair.awaitServed(change, List.of(pair.edge(1)), LIMIT);

    Change whenGivenUp = awaitFreshId(change);
    Pair.awaitServed(whenGivenUp, List.of(pair.edge(1)), LIMIT);
    second.resume();

    Change whenBack = awaitFreshId(whenGivenUp);
    Pair.awaitServed(whenBack, pair.edges(2), LIMIT);
  }

  @Test
  void a_control_plane_started_meanwhile_goes_on_where_the_other_stopped() {
    Hosted hosted = pair.activate().hosted();
    ServiceProcess second = pair.deployment().edge(2).instance().process();
    second.pause();
    Change change = pair.change(hosted, Configuration.testing(1));
    Pair.awaitServed(change, List.of(pair.edge(1)), LIMIT);
    pair.deployment().controlPlane(1).instance().process().kill();

    pair.startControlPlane(1);
    second.resume();

    Pair.awaitServed(awaitFreshId(change), pair.edges(2), LIMIT);
  }

  private Change awaitFreshId(Change change) {
    Pair.await(
        change.hosted().domain() + " has a fresh id",
        LIMIT,
        () -> !pair.api().current(change.hosted()).id().equals(change.id()));
    return pair.api().current(change.hosted());
  }
}
