package net.hostedmtasts.controlplane.domain;

import static net.hostedmtasts.controlplane.domain.TestDomains.A_DAY;
import static net.hostedmtasts.controlplane.domain.TestDomains.NOW;
import static net.hostedmtasts.controlplane.domain.TestDomains.TTL;
import static net.hostedmtasts.controlplane.domain.TestDomains.active;
import static net.hostedmtasts.controlplane.domain.TestDomains.configure;
import static net.hostedmtasts.controlplane.domain.TestDomains.disabled;
import static net.hostedmtasts.controlplane.domain.TestDomains.enabled;
import static net.hostedmtasts.controlplane.domain.TestDomains.pinned;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.junit.jupiter.api.Test;

/** DESIGN, "Life of a domain". */
class HostedDomainTest {
  @Test
  void an_added_domain_is_inactive_without_a_policy() {
    HostedDomain domain = TestDomains.added();
    assertThat(domain.status()).isEqualTo(DomainStatus.INACTIVE);
    assertThat(domain.version().etag()).isEqualTo("\"0\"");
    assertThat(domain.policy()).isEmpty();
    assertThat(domain.windingDown()).isFalse();
  }

  @Test
  void enabling_makes_an_id_wait_for_its_policy() {
    HostedDomain domain = enabled(5);
    assertThat(domain.status()).isEqualTo(DomainStatus.VERIFYING);
    assertThat(domain.version().number()).isEqualTo(1);
    assertThat(domain.ids().waiting()).isPresent();
    assertThat(domain.ids().released()).isEmpty();
  }

  @Test
  void it_is_active_when_its_id_is_on_every_edge() {
    HostedDomain domain = active(5);
    assertThat(domain.status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(domain.ids().releasedRevision()).isEqualTo(5);
    assertThat(domain.ids().waiting()).isEmpty();
  }

  @Test
  void the_same_change_again_keeps_version_id_and_status() {
    HostedDomain domain = active(5);
    configure(domain, Mode.TESTING, 5);
    assertThat(domain.version().number()).isEqualTo(1);
    assertThat(domain.ids().waiting()).isEmpty();
    assertThat(domain.status()).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void a_change_counts_the_version_and_the_released_id_stays_until_the_next() {
    HostedDomain domain = active(5);
    PolicyId released = domain.ids().released().orElseThrow();
    configure(domain, Mode.ENFORCE, 6);
    assertThat(domain.version().number()).isEqualTo(2);
    assertThat(domain.ids().released()).contains(released);
    assertThat(domain.ids().waiting()).isPresent().isNotEqualTo(domain.ids().released());
  }

  @Test
  void a_change_of_a_change_that_waits_makes_the_newer_one_wait() {
    HostedDomain domain = active(5);
    configure(domain, Mode.ENFORCE, 6);
    PolicyId first = domain.ids().waiting().orElseThrow();
    configure(domain, Mode.NONE, 7);
    assertThat(domain.ids().waiting()).isPresent().isNotEqualTo(Optional.of(first));
  }

  @Test
  void changing_back_before_the_release_makes_an_id_wait_too() {
    HostedDomain domain = active(5);
    configure(domain, Mode.ENFORCE, 6);
    configure(domain, Mode.TESTING, 7);
    assertThat(domain.ids().waiting()).isPresent();
  }

  @Test
  void republishing_and_fresh_ids_never_change_the_version() {
    HostedDomain domain = active(5);
    PolicyId released = domain.ids().released().orElseThrow();
    domain.freshId(NOW);
    assertThat(domain.ids().waiting()).isPresent().isNotEqualTo(Optional.of(released));
    assertThat(domain.ids().freshIdAt()).isEqualTo(NOW);
    domain.releaseId(9, NOW);
    assertThat(domain.ids().releasedRevision()).isEqualTo(9);
    assertThat(domain.version().number()).isEqualTo(1);
  }

  @Test
  void an_id_that_waits_already_is_fresh_enough() {
    HostedDomain domain = active(5);
    configure(domain, Mode.ENFORCE, 6);
    PolicyId waiting = domain.ids().waiting().orElseThrow();
    domain.freshId(NOW);
    assertThat(domain.ids().waiting()).contains(waiting);
    assertThat(domain.ids().freshIdAt()).isNull();
  }

  @Test
  void disabling_serves_none_with_the_mx_lines_kept_and_a_max_age_of_one_day() {
    HostedDomain domain = disabled(6);
    assertThat(domain.status()).isEqualTo(DomainStatus.INACTIVE);
    assertThat(domain.windingDown()).isTrue();
    assertThat(domain.windingDownUntil()).isEqualTo(NOW.plus(A_DAY));
    assertThat(ServedPolicy.of(domain.policy().orElseThrow()).document())
        .isEqualTo("version: STSv1\r\nmode: none\r\nmx: mx.example.com\r\nmax_age: 86400\r\n");
    assertThat(domain.ids().waiting()).isPresent();
  }

  @Test
  void disabling_what_was_never_released_leaves_nothing_to_wind_down() {
    HostedDomain domain = enabled(5);
    domain.disable(NOW.plus(A_DAY), NOW);
    assertThat(domain.windingDown()).isFalse();
    assertThat(domain.ids().waiting()).isEmpty();
  }

  @Test
  void the_wind_down_lasts_as_long_as_is_known_then() {
    HostedDomain domain = disabled(6);
    domain.releaseId(6, NOW);
    domain.idLive(NOW);
    domain.windDownUntil(NOW.plus(Duration.ofDays(365)));
    assertThat(domain.windingDownUntil()).isEqualTo(NOW.plus(Duration.ofDays(365)));
  }

  @Test
  void what_is_not_winding_down_gets_no_date() {
    HostedDomain domain = active(5);
    domain.windDownUntil(NOW.plus(A_DAY));
    assertThat(domain.windingDownUntil()).isNull();
  }

  @Test
  void a_domain_whose_names_lead_elsewhere_is_not_served() {
    HostedDomain domain = TestDomains.added();
    domain.configure(pinned(Mode.TESTING), List.of(), NOW);
    assertThat(domain.served()).isFalse();
    domain.delegationSeen(TTL, NOW);
    assertThat(domain.served()).isTrue();
    domain.delegationLost(NOW);
    assertThat(domain.served()).as("served on: taking it away helps an attacker").isTrue();
  }

  @Test
  void resolvers_follow_lost_records_for_their_ttl() {
    HostedDomain domain = active(5);
    assertThat(domain.verification().delegationLostAt()).isNull();
    domain.delegationLost(NOW.plusSeconds(600));
    assertThat(domain.verification().cachedFor()).isEqualTo(TTL);
    domain.delegationSeen(TTL, NOW.plusSeconds(700));
    assertThat(domain.verification().delegationLostAt()).isNull();
  }

  @Test
  void the_days_of_testing_begin_with_the_first_check_that_found_all_well() {
    HostedDomain domain = enabled(5);
    assertThat(domain.testingSince()).isNull();
    domain.verified(NOW);
    domain.failed(NOW.plusSeconds(60));
    domain.verified(NOW.plusSeconds(120));
    assertThat(domain.testingSince()).isEqualTo(NOW);
    domain.disable(NOW.plus(A_DAY), NOW);
    assertThat(domain.testingSince()).isNull();
  }

  @Test
  void a_domain_that_moved_away_ends_at_once() {
    HostedDomain domain = active(5);
    domain.leave(NOW);
    assertThat(domain.status()).isEqualTo(DomainStatus.INACTIVE);
    assertThat(domain.windingDown()).isFalse();
    assertThat(domain.served()).isFalse();
    assertThat(domain.ids().released()).isEmpty();
    assertThat(domain.version().number()).as("the owner's version").isEqualTo(1);
  }

  @Test
  void enabling_again_ends_the_wind_down() {
    HostedDomain domain = disabled(6);
    configure(domain, Mode.TESTING, 7);
    assertThat(domain.windingDownUntil()).isNull();
    assertThat(domain.status()).isEqualTo(DomainStatus.VERIFYING);
    assertThat(domain.version().number()).isEqualTo(3);
  }

  /** The document of mode none is the same before and after: its TXT record may be gone. */
  @Test
  void enabling_none_again_gets_a_new_id_though_the_document_stayed() {
    HostedDomain domain = TestDomains.added();
    configure(domain, Mode.NONE, 5);
    domain.releaseId(5, NOW);
    domain.idLive(NOW);
    domain.disable(NOW.plus(A_DAY), NOW);
    domain.published(5, NOW);
    domain.idWithdrawn(NOW);

    configure(domain, Mode.NONE, 5);

    assertThat(domain.ids().waiting()).isPresent();
    domain.releaseId(5, NOW);
    domain.idLive(NOW);
    assertThat(domain.ids().live()).isTrue();
  }

  @Test
  void after_the_wind_down_nothing_is_left() {
    HostedDomain domain = disabled(6);
    domain.releaseId(6, NOW);
    domain.idLive(NOW);
    domain.idWithdrawn(NOW);
    domain.woundDown();
    assertThat(domain.windingDown()).isFalse();
    assertThat(domain.ids().released()).isEmpty();
    assertThat(domain.configuration()).contains(pinned(Mode.TESTING));
  }

  @Test
  void hosts_of_dns_count_only_where_the_owner_says_auto() {
    HostedDomain domain = TestDomains.added();
    List<MxPattern> hosts = List.of(MxPattern.parse("mx9.example.com"));
    domain.configure(
        new Configuration(Mode.TESTING, MaxAge.ONE_DAY, MxSource.AUTO, List.of()), hosts, NOW);
    assertThat(domain.policy().orElseThrow().mx()).isEqualTo(hosts);
    assertThat(domain.mxHosts()).isEqualTo(hosts);
    domain.configure(pinned(Mode.TESTING), List.of(), NOW);
    assertThat(domain.policy().orElseThrow().mx())
        .containsExactly(MxPattern.parse("mx.example.com"));
  }

  /** DNS may name other hosts at the same PUT: the history shows it, the owner's version stays. */
  @Test
  void other_hosts_of_dns_count_in_the_history_and_not_in_the_version() {
    Configuration auto = new Configuration(Mode.TESTING, MaxAge.ONE_DAY, MxSource.AUTO, List.of());
    HostedDomain domain = TestDomains.added();
    domain.configure(auto, List.of(MxPattern.parse("mx1.example.com")), NOW);
    domain.configure(auto, List.of(MxPattern.parse("mx2.example.com")), NOW);
    assertThat(domain.version().number()).isEqualTo(1);
    assertThat(domain.newestVersion()).isEqualTo(2);
    domain.configure(auto, List.of(MxPattern.parse("mx2.example.com")), NOW);
    assertThat(domain.newestVersion()).isEqualTo(2);
  }

  /** Senders hold what the other one released: it has to be wound down by whoever took it over. */
  @Test
  void a_policy_that_was_taken_over_is_wound_down_before_anything_of_ones_own_is_released() {
    HostedDomain before = active(5);
    HostedDomain domain = enabled(6);
    domain.takeOver(before);
    domain.disable(NOW.plus(A_DAY), NOW);
    assertThat(domain.windingDown()).isTrue();
    HostedDomain alone = enabled(6);
    alone.disable(NOW.plus(A_DAY), NOW);
    assertThat(alone.windingDown()).as("nothing was ever released").isFalse();
  }

  /** An edge that comes back may need another id after the TXT record was withdrawn. */
  @Test
  void an_id_that_is_released_again_has_to_be_withdrawn_again() {
    HostedDomain domain = disabled(6);
    domain.releaseId(6, NOW);
    domain.idLive(NOW);
    domain.idWithdrawn(NOW);
    domain.freshId(NOW);
    domain.releaseId(6, NOW);
    assertThat(domain.ids().withdrawnAt()).isNull();
  }
}
