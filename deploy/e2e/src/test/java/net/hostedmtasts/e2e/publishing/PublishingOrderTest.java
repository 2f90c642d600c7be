package net.hostedmtasts.e2e.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.e2e.pair.Answer;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.Poller;
import net.hostedmtasts.e2e.pair.Watch;
import org.junit.jupiter.api.Test;

/** RFC 8461, section 8.1: the policy first, on every edge, and only then its id on any. */
class PublishingOrderTest {
  private static final int CHANGES = Counts.of(15, 200);
  private static final int EDGES = Counts.of(4, 20);
  private static final int PAUSE_EACH = Counts.of(15, 50);
  private static final int RESTART_EACH = Counts.of(15, 50);
  private static final Duration BROKER_PAUSE = Duration.ofSeconds(10);

  /** Longer than the broker is paused and than two busy cores make an edge late. */
  private static final String SILENCE = "PT20S";

  private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(90);

  @Test
  void the_id_never_precedes_the_policy_while_edges_come_and_go_and_brokers_and_services_fail() {
    try (Pair pair =
        Pair.start(
            "order",
            EDGES,
            settings ->
                settings
                    .withControlPlane("edges.silent-after", SILENCE)
                    .withEdge("edge.silence-limit", SILENCE))) {
      Change first = pair.activate();
      Watch watch = new Watch();
      watch.announce(first);
      List<Poller> pollers =
          pair.edges(EDGES).stream()
              .map(edge -> Poller.start(edge, first.hosted(), watch))
              .toList();
      ComingAndGoing edges = ComingAndGoing.start(pair, EDGES);

      Change last = change(pair, first, watch);
      Pair.awaitServed(last, pair.edges(1), ARRIVAL_LIMIT);
      edges.close();
      Pair.awaitServed(last, pair.edges(EDGES), ARRIVAL_LIMIT);
      pollers.forEach(Poller::close);

      System.out.printf(
          "%d changes, %d edges ended and started %d times: %d answers, %d ids seen, violations %s%n",
          CHANGES, EDGES, edges.count(), watch.answers(), watch.ids(), watch.violations());
      assertThat(watch.violations()).isEmpty();
      assertThat(watch.ids()).isGreaterThan(CHANGES / 3);
      assertThat(edges.count()).isPositive();
    }
  }

  private static Change change(Pair pair, Change first, Watch watch) {
    Random random = new Random(1);
    Change last = first;
    List<CompletableFuture<Void>> faults = new ArrayList<>();
    for (int number = 1; number <= CHANGES; number++) {
      faults.add(fault(pair, number));
      last = put(pair, first.hosted(), Configuration.testing(number));
      watch.announce(last);
      // Some follow each other at once, the others come to an end.
      if (random.nextInt(3) > 0) {
        Pair.awaitServed(last, pair.edges(1), ARRIVAL_LIMIT);
      }
    }
    CompletableFuture.allOf(faults.toArray(new CompletableFuture<?>[0])).join();
    return last;
  }

  /** What goes wrong during the change with this number, while the next changes go on. */
  private static CompletableFuture<Void> fault(Pair pair, int number) {
    if (number % PAUSE_EACH == PAUSE_EACH / 3) {
      return CompletableFuture.runAsync(() -> pauseBroker(pair));
    }
    if (number % RESTART_EACH == 2 * RESTART_EACH / 3) {
      return CompletableFuture.runAsync(
          () -> {
            pair.deployment().controlPlane(1).instance().process().kill();
            pair.startControlPlane(1);
          });
    }
    return CompletableFuture.completedFuture(null);
  }

  private static void pauseBroker(Pair pair) {
    pair.deployment().broker().pause();
    CompletableFuture.runAsync(
            pair.deployment().broker()::resume,
            CompletableFuture.delayedExecutor(BROKER_PAUSE.toMillis(), TimeUnit.MILLISECONDS))
        .join();
  }

  /** Tries until it was answered: the control-plane may be away. */
  private static Change put(Pair pair, Hosted hosted, Configuration configuration) {
    Change[] put = new Change[1];
    Pair.await(
        configuration + " is saved",
        ARRIVAL_LIMIT,
        () -> {
          try {
            Api api = pair.api();
            Answer seen = api.trySend("GET", Api.path(hosted), "");
            if (seen.status() != 200) {
              return false;
            }
            put[0] = Change.of(hosted, seen);
            if (put[0].document().equals(configuration.document())) {
              return true;
            }
            Answer answer =
                api.trySend(
                    "PUT", Api.path(hosted), configuration.json(), "If-Match", seen.version());
            if (answer.status() == 200) {
              put[0] = Change.of(hosted, answer);
            }
            return answer.status() == 200;
          } catch (IOException away) {
            return false;
          }
        });
    return put[0];
  }
}
