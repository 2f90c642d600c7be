package net.hostedmtasts.controlplane.mx;

import static net.hostedmtasts.controlplane.mx.MxTexts.DOMAIN;
import static net.hostedmtasts.controlplane.mx.MxTexts.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MxFollowingPropertyTest {
  private static final Duration KEEP = Duration.ofDays(7);

  record Check(Duration later, MxSeen seen) {}

  /** Whatever is forged, cut or failed at one side: the other one says what is true. */
  @Property(tries = 2_000)
  void no_answers_of_one_side_alone_change_the_list(@ForAll("onOneSide") List<Check> checks) {
    MxFollowing true0 = MxFollowing.NOTHING.follow(MxTexts.seen("a b", "a b"), START, KEEP).next();
    MxFollowing list = true0;
    Instant now = START;
    for (Check check : checks) {
      now = now.plus(check.later);
      MxFollowing.Step step = list.follow(check.seen, now, KEEP);
      assertThat(step.changed()).as("%s", check).isFalse();
      list = step.next();
    }
    assertThat(list.patterns()).isEqualTo(true0.patterns());
  }

  /** With any answers at both sides. */
  @Property(tries = 2_000)
  void the_list_grows_only_by_agreement_and_shrinks_only_in_time(
      @ForAll("anything") List<Check> checks) {
    MxFollowing list = MxFollowing.NOTHING;
    Map<DomainName, Instant> namedByServers = new HashMap<>();
    Instant now = START;
    for (Check check : checks) {
      now = now.plus(check.later);
      Set<DomainName> resolvers = names(check.seen.resolvers());
      Set<DomainName> servers = names(check.seen.servers());
      MxFollowing.Step step = list.follow(check.seen, now, KEEP);
      for (DomainName added : step.added()) {
        boolean implicit = added.equals(DOMAIN) && resolvers.isEmpty() && servers.isEmpty();
        assertThat(implicit || (resolvers.contains(added) && servers.contains(added))).isTrue();
        namedByServers.put(added, now);
      }
      for (DomainName host : servers) {
        namedByServers.put(host, now);
      }
      for (DomainName removed : step.removed()) {
        assertThat(servers).isNotEmpty().doesNotContain(removed);
        assertThat(resolvers).isNotEmpty();
        assertThat(namedByServers.get(removed)).isBeforeOrEqualTo(now.minus(KEEP));
      }
      assertThat(new HashSet<>(step.next().patterns())).hasSize(step.next().hosts().size());
      list = step.next();
    }
  }

  @Provide
  Arbitrary<List<Check>> onOneSide() {
    Arbitrary<String> forged =
        Arbitraries.of(
            "evil", "a b evil", "a", "b evil", "FAILED", "TRUNCATED", "EMPTY", "NULL", "NXDOMAIN");
    Arbitrary<String> nothing = Arbitraries.of("FAILED", "TRUNCATED");
    Arbitrary<String> empty = Arbitraries.of("FAILED", "TRUNCATED", "NULL", "NXDOMAIN");
    Arbitrary<MxSeen> seen =
        Arbitraries.oneOf(
            forged.map(lie -> MxTexts.seen(lie, "a b")),
            forged.map(lie -> MxTexts.seen(lie + ",a b", "a b,a b")),
            forged.map(lie -> MxTexts.seen("a b", lie)),
            forged.map(lie -> MxTexts.seen("a b", lie + ",a b")),
            Combinators.combine(forged, nothing)
                .as((lie, failed) -> MxTexts.seen(lie, failed + ",FAILED")),
            Combinators.combine(forged, nothing).as((lie, failed) -> MxTexts.seen(failed, lie)),
            Combinators.combine(empty, empty).as(MxTexts::seen));
    return checks(seen);
  }

  @Provide
  Arbitrary<List<Check>> anything() {
    Arbitrary<String> said =
        Arbitraries.of(
            "a",
            "b",
            "a b",
            "a b c",
            "c",
            "itself",
            "FAILED",
            "TRUNCATED",
            "EMPTY",
            "NULL",
            "NXDOMAIN");
    Arbitrary<String> side =
        said.list().ofMinSize(1).ofMaxSize(3).map(answers -> String.join(",", answers));
    return checks(Combinators.combine(side, side).as(MxTexts::seen));
  }

  private static Arbitrary<List<Check>> checks(Arbitrary<MxSeen> seen) {
    Arbitrary<Duration> later = Arbitraries.integers().between(1, 24 * 10).map(Duration::ofHours);
    return Combinators.combine(later, seen).as(Check::new).list().ofMinSize(1).ofMaxSize(30);
  }

  private static Set<DomainName> names(List<MxSaid> side) {
    Set<DomainName> names = new HashSet<>();
    side.forEach(said -> names.addAll(said.hosts()));
    return names;
  }
}
