package net.hostedmtasts.controlplane.rollout;

import static net.hostedmtasts.controlplane.domain.TestDomains.A_DAY;
import static net.hostedmtasts.controlplane.domain.TestDomains.NOW;
import static net.hostedmtasts.controlplane.domain.TestDomains.TTL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.TestDomains;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.edge.TestEdges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN, "Policy first, id second", and the end of "Life of a domain". */
class RolloutStepTest {
  private static final KeyState EVERYWHERE = new KeyState(true, false);
  private static final KeyState EVERYWHERE_WITH_ID = new KeyState(true, true);
  private static final KeyState NOT_YET = new KeyState(false, false);
  private static final Duration TICK = Duration.ofMillis(1);

  private static RolloutStep next(
      HostedDomain domain, KeyState names, KeyState policy, KeyState certificate, Instant now) {
    return RolloutStep.next(domain, names, policy, certificate, TTL, now);
  }

  @Test
  void records_are_ready_when_the_names_are_everywhere() {
    HostedDomain domain = TestDomains.added();
    assertThat(next(domain, NOT_YET, NOT_YET, NOT_YET, NOW)).isEqualTo(RolloutStep.WAIT);
    assertThat(next(domain, EVERYWHERE, NOT_YET, NOT_YET, NOW))
        .isEqualTo(RolloutStep.RECORDS_READY);
    domain.recordsReady(NOW);
    assertThat(next(domain, EVERYWHERE, NOT_YET, NOT_YET, NOW)).isEqualTo(RolloutStep.WAIT);
  }

  @ParameterizedTest(name = "policy everywhere {0}, certificate everywhere {1}: {2}")
  @CsvSource({
    "false, false, WAIT",
    "true,  false, WAIT",
    "false, true,  WAIT",
    "true,  true,  RELEASE_ID",
  })
  void an_id_is_released_when_policy_and_certificate_are_everywhere(
      boolean policy, boolean certificate, RolloutStep step) {
    assertThat(
            next(
                TestDomains.enabled(5),
                EVERYWHERE,
                new KeyState(policy, false),
                new KeyState(certificate, false),
                NOW))
        .isEqualTo(step);
  }

  @Test
  void an_id_is_live_when_its_record_is_everywhere() {
    HostedDomain domain = TestDomains.enabled(5);
    domain.releaseId(5, NOW);
    assertThat(next(domain, NOT_YET, EVERYWHERE, EVERYWHERE, NOW)).isEqualTo(RolloutStep.WAIT);
    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, NOW))
        .isEqualTo(RolloutStep.ID_LIVE);
  }

  @Test
  void a_change_waits_again_though_the_id_before_is_live() {
    HostedDomain domain = TestDomains.active(5);
    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, NOW))
        .isEqualTo(RolloutStep.WAIT);
    TestDomains.change(domain, 6);
    assertThat(next(domain, EVERYWHERE_WITH_ID, NOT_YET, EVERYWHERE, NOW))
        .isEqualTo(RolloutStep.WAIT);
    TestDomains.change(domain, 7);
    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, NOW))
        .isEqualTo(RolloutStep.RELEASE_ID);
  }

  @Test
  void the_wind_down_takes_the_record_first_and_the_policy_after_its_ttl() {
    HostedDomain domain = TestDomains.disabled(6);
    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, NOW))
        .as("the none policy gets its id first")
        .isEqualTo(RolloutStep.RELEASE_ID);
    domain.releaseId(6, NOW);
    domain.idLive(NOW);
    Instant end = NOW.plus(A_DAY).plus(TTL);
    domain.windDownUntil(end);

    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, end.minus(TICK)))
        .isEqualTo(RolloutStep.WAIT);
    assertThat(next(domain, EVERYWHERE_WITH_ID, EVERYWHERE, EVERYWHERE, end))
        .isEqualTo(RolloutStep.WITHDRAW_ID);
    assertThat(next(domain, NOT_YET, EVERYWHERE, EVERYWHERE, end)).isEqualTo(RolloutStep.WAIT);
    assertThat(next(domain, EVERYWHERE, EVERYWHERE, EVERYWHERE, end))
        .isEqualTo(RolloutStep.ID_WITHDRAWN);
    domain.idWithdrawn(end);
    assertThat(next(domain, EVERYWHERE, EVERYWHERE, EVERYWHERE, end.plus(TTL).minus(TICK)))
        .isEqualTo(RolloutStep.WAIT);
    assertThat(next(domain, EVERYWHERE, EVERYWHERE, EVERYWHERE, end.plus(TTL)))
        .isEqualTo(RolloutStep.WITHDRAW_POLICY);
    domain.woundDown();
    assertThat(next(domain, EVERYWHERE, NOT_YET, NOT_YET, end.plus(TTL)))
        .isEqualTo(RolloutStep.WAIT);
  }

  private static KeyState state(Optional<Place> place, Optional<Edges> edges) {
    return KeyState.of(place, edges, false);
  }

  @Test
  void nothing_is_everywhere_without_a_place_an_edge_or_knowledge_of_edges() {
    Optional<Place> place = Optional.of(TestEdges.place("example.com", 9));
    TestEdges edges = new TestEdges().reachedEnd();
    for (int second = 0; second < 6; second++) {
      edges.heard("a", "ready", 10);
      edges.pass(Duration.ofSeconds(1));
    }
    assertThat(state(place, edges.now()).everywhere()).isTrue();
    assertThat(state(Optional.empty(), edges.now()).everywhere()).isFalse();
    assertThat(state(place, Optional.empty()).everywhere()).isFalse();
    assertThat(state(place, Optional.of(new Edges(List.of()))).everywhere()).isFalse();
    edges.heard("a", "joining", 10);
    assertThat(state(place, edges.now()).everywhere()).as("joining is not ready").isFalse();
    edges.heard("b", "ready", 10);
    assertThat(state(place, edges.now()).everywhere()).isTrue();
    edges.heard("c", "joining", 9);
    assertThat(state(place, edges.now()).everywhere()).isFalse();
  }
}
