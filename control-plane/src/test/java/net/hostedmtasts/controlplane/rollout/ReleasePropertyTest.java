package net.hostedmtasts.controlplane.rollout;

import static net.hostedmtasts.controlplane.domain.TestDomains.NOW;
import static net.hostedmtasts.controlplane.domain.TestDomains.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Policy first, id second, with edges that come, go, pause and lag in any order. */
class ReleasePropertyTest {
  private static final Set<String> COUNTING = Set.of("joining", "ready", "leaving");
  private static final long LIMIT = TestEdges.LIMIT.toMillis();
  private static final String ALWAYS_WELL = "edge-0";
  private static final KeyState NAMES = new KeyState(true, true);

  /** What happens to one edge, or to the policy. */
  private record Event(int edge, String what, long millis) {}

  /**
   * An edge as it says it is, when it said so last, and since when others have applied more while
   * it applied nothing.
   */
  private record Said(String state, long applied, long at, long behindSince) {
    static final long KEEPS_UP = Long.MAX_VALUE;

    boolean mustHave(long offset, long now) {
      return COUNTING.contains(state)
          && now - at <= LIMIT
          && (behindSince == KEEPS_UP || now - behindSince <= LIMIT)
          && applied <= offset;
    }

    Said next(String what, long newest, long now) {
      return what.equals("apply")
          ? new Said(state, newest, now, KEEPS_UP)
          : new Said(what, applied, now, behindSince);
    }

    Said behind(long most, long now) {
      long since = applied >= most ? KEEPS_UP : Math.min(behindSince, now);
      return new Said(state, applied, at, since);
    }
  }

  @Provide
  Arbitrary<List<Event>> events() {
    Arbitrary<String> what =
        Arbitraries.frequency(
            Tuple.of(8, "apply"),
            Tuple.of(6, "ready"),
            Tuple.of(2, "joining"),
            Tuple.of(1, "leaving"),
            Tuple.of(1, "loading"),
            Tuple.of(3, "change"),
            Tuple.of(1, "gone"));
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            what,
            Arbitraries.of(0L, 20L, 300L, 900L, 900L, 1_400L))
        .as(Event::new)
        .list()
        .ofMinSize(15)
        .ofMaxSize(80);
  }

  @Property(tries = 3_000)
  void an_id_is_never_released_while_an_edge_that_counts_lacks_the_policy(
      @ForAll("events") List<Event> events) {
    TestEdges edges = new TestEdges().reachedEnd();
    HostedDomain domain = TestDomains.enabled(1);
    Map<String, Said> said = new TreeMap<>();
    long now = 0;
    long offset = 0;
    int released = 0;
    for (Event event : events) {
      now += event.millis();
      edges.pass(Duration.ofMillis(event.millis()));
      // One edge is always well, so that who is silent can be told.
      hear(edges, said, ALWAYS_WELL, new Said("ready", offset + 1, now, Said.KEEPS_UP), now);
      String edge = "edge-" + event.edge();
      if (event.what().equals("gone")) {
        edges.gone(edge);
        said.remove(edge);
      } else if (event.what().equals("change")) {
        offset++;
        TestDomains.change(domain, offset + 1);
      } else {
        Said before = said.getOrDefault(edge, new Said("loading", 0, now, Said.KEEPS_UP));
        hear(edges, said, edge, before.next(event.what(), offset + 1, now), now);
      }
      if (releases(domain, edges, offset)) {
        released++;
        assertNobodyLacks(said, offset, now);
      }
    }
    Statistics.label("releases").collect(released > 0);
    Statistics.label("releases")
        .coverage(checker -> checker.check(true).percentage(share -> share > 50));
  }

  private static void hear(
      TestEdges edges, Map<String, Said> said, String edge, Said next, long now) {
    edges.heard(edge, next.state(), next.applied());
    said.put(edge, next);
    long most = said.values().stream().mapToLong(Said::applied).max().orElse(0);
    said.replaceAll((name, one) -> one.behind(most, now));
  }

  private static boolean releases(HostedDomain domain, TestEdges edges, long offset) {
    Optional<Place> place = Optional.of(TestEdges.place("example.com", offset));
    KeyState policy = KeyState.of(place, edges.now(), false);
    return RolloutStep.next(domain, NAMES, policy, policy, TTL, NOW) == RolloutStep.RELEASE_ID;
  }

  private static void assertNobodyLacks(Map<String, Said> said, long offset, long now) {
    assertThat(said)
        .as("every edge that counts and is not silent has the policy at %d, at %d ms", offset, now)
        .allSatisfy((edge, last) -> assertThat(last.mustHave(offset, now)).as(edge).isFalse());
  }
}
