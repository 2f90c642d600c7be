package net.hostedmtasts.e2e.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.Poller;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.e2e.pair.Watch;
import org.junit.jupiter.api.Test;

/** From an API call to what a sending MTA fetches. */
class ChangeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Pair pair = SharedPair.get();

  @Test
  void a_new_policy_and_then_its_id_arrive_on_every_edge() {
    Change change = pair.activate();

    assertThat(pair.edges(2)).allMatch(edge -> edge.serves(change));
    assertThat(change.document()).isEqualTo(Configuration.testing(0).document());
    assertThat(pair.api().rollout(change.hosted()).path("live_on").asInt()).isEqualTo(2);
  }

  @Test
  void a_change_arrives_on_every_edge() {
    Change first = pair.activate();

    Change second = pair.change(first.hosted(), Configuration.testing(1));

    Pair.awaitServed(second, pair.edges(2), LIMIT);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.revision()).isGreaterThan(first.revision());
  }

  /** RFC 8461, section 8.1: the policy is replaced before its id. */
  @Test
  void the_id_never_precedes_the_policy_while_changes_follow_each_other_at_once() {
    Change change = pair.activate();
    Watch watch = new Watch();
    watch.announce(change);
    List<Poller> pollers = new ArrayList<>();
    pair.edges(2).forEach(edge -> pollers.add(Poller.start(edge, change.hosted(), watch)));

    Change last = change;
    for (int number = 1; number <= 20; number++) {
      last = pair.change(change.hosted(), Configuration.testing(number));
      watch.announce(last);
    }
    Pair.awaitServed(last, pair.edges(2), LIMIT);
    pollers.forEach(Poller::close);

    assertThat(watch.violations()).isEmpty();
    assertThat(watch.answers()).isGreaterThan(20);
  }
}
