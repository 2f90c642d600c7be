package net.hostedmtasts.controlplane.rollout;

import static net.hostedmtasts.controlplane.domain.TestDomains.NOW;
import static net.hostedmtasts.controlplane.domain.TestDomains.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.TestDomains;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.edge.TestEdges;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Policy first, id second, with edges that come, go, pause and lag in any order. */
class ReleasePropertyTest {
  private static final Set<String> COUNTING = Set.of("joining", "ready", "leaving");
  private static final KeyState NAMES = new KeyState(true, true);

  /** What happens to one edge, or to the reader. */
  private record Event(int edge, String what, long millis) {}

  /** An edge as it says it is, and when it said so last. */
  private record Said(String state, long applied, long at) {}

  @Provide
  Arbitrary<List<Event>> events() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 4),
            Arbitraries.of(
                "loading",
                "joining",
                "ready",
                "ready",
                "leaving",
                "apply",
                "apply",
                "gone",
                "interrupted",
                "change"),
            Arbitraries.of(0L, 20L, 300L, 1_000L, 1_000L, 2_400L, 6_000L))
        .as(Event::new)
        .list()
        .ofMaxSize(80);
  }

  @Property(tries = 2_000)
  void an_id_is_never_released_while_an_edge_that_counts_lacks_the_policy(
      @ForAll("events") List<Event> events) {
    TestEdges edges = new TestEdges().reachedEnd();
    HostedDomain domain = TestDomains.enabled(1);
    Map<String, Said> said = new HashMap<>();
    long now = 0;
    long published = 0;
    for (Event event : events) {
      now += event.millis();
      edges.pass(Duration.ofMillis(event.millis()));
      String edge = "edge-" + event.edge();
      Said before = said.getOrDefault(edge, new Said("loading", 0, now));
      switch (event.what()) {
        case "gone" -> {
          edges.gone(edge);
          said.remove(edge);
        }
        case "interrupted" -> edges.interrupted();
        case "change" -> {
          published++;
          TestDomains.change(domain, published + 1);
        }
        default -> {
          Said next =
              event.what().equals("apply")
                  ? new Said(before.state(), published + 1, now)
                  : new Said(event.what(), before.applied(), now);
          said.put(edge, next);
          edges.heard(edge, next.state(), next.applied());
        }
      }
      released(domain, edges, published, said, now);
    }
  }

  private static void released(
      HostedDomain domain, TestEdges edges, long offset, Map<String, Said> said, long now) {
    Optional<Place> place = Optional.of(TestEdges.place("example.com", offset));
    KeyState policy = KeyState.of(place, edges.now(), false);
    if (RolloutStep.next(domain, NAMES, policy, policy, TTL, NOW) != RolloutStep.RELEASE_ID) {
      return;
    }
    assertThat(said)
        .as("every edge that counts and was heard within the limit has the policy")
        .allSatisfy(
            (edge, last) ->
                assertThat(
                        !COUNTING.contains(last.state())
                            || now - last.at() > TestEdges.LIMIT.toMillis()
                            || last.applied() > offset
                            || stuck(said, last, now))
                    .as(edge)
                    .isTrue());
    assertThat(said.values())
        .as("an edge is ready to answer for it")
        .anySatisfy(last -> assertThat(last.state()).isEqualTo("ready"));
  }

  /** Whether others may have been ahead of it for longer than the limit. */
  private static boolean stuck(Map<String, Said> said, Said last, long now) {
    return now > TestEdges.LIMIT.toMillis()
        && said.values().stream().anyMatch(other -> other.applied() > last.applied());
  }
}
