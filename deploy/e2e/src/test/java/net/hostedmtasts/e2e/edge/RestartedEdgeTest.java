package net.hostedmtasts.e2e.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import net.hostedmtasts.standalone.ServiceInstance;
import org.junit.jupiter.api.Test;

/** An edge holds nothing on disk: what it answers after a start it has read. */
class RestartedEdgeTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int DOMAINS = Counts.of(10, 200);

  private final Pair pair = SharedPair.get();

  @Test
  void a_killed_edge_answers_again_only_when_it_has_everything_and_then_right() {
    List<Change> before = IntStream.range(0, DOMAINS).mapToObj(i -> pair.activate()).toList();
    EdgeClient edge = pair.edge(2);
    ServiceInstance instance = edge.edge().instance();
    instance.process().kill();
    List<Change> changed =
        before.stream()
            .map(change -> pair.change(change.hosted(), Configuration.testing(1)))
            .toList();

    instance.start();

    // From the first answer on: nothing but the last documents.
    Pair.await(
        "the edge is ready",
        LIMIT,
        () -> {
          Change last = changed.get(DOMAINS - 1);
          edge.document(last.hosted()).ifPresent(now -> assertThat(now).isEqualTo(last.document()));
          return instance.isReady();
        });
    assertThat(changed)
        .allMatch(
            change -> edge.document(change.hosted()).orElse("none").equals(change.document()));
    changed.forEach(change -> Pair.awaitServed(change, List.of(pair.edge(1), edge), LIMIT));
  }
}
