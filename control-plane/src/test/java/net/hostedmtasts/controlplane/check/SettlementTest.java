package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one check makes of the rows. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class SettlementTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** {@code testing}, a day, the MX hosts given. */
  private static final int TESTING = 2;

  private static final int ENFORCE = 0;

  private static final int PINNED_ENFORCE_FOR_30_DAYS = 8;

  /** The MX hosts are those that the DNS says. */
  private static final int AUTO = 16;

  private LifeInfra infra;
  private LifeMachine machine;

  @BeforeEach
  void configured() {
    infra = new LifeInfra(DATABASE.running());
    machine = new LifeMachine(infra, 1);
    happen(LifeEvent.Kind.CONFIGURE, TESTING);
  }

  @AfterEach
  void close() {
    infra.close();
  }

  private void happen(LifeEvent.Kind kind, int amount) {
    machine.happen(new LifeEvent(kind, 0, amount, true));
  }

  /** The records are seen, and what follows from them is on all edges when the next check looks. */
  private void delegate() {
    happen(LifeEvent.Kind.DELEGATE, 0);
    happen(LifeEvent.Kind.CHECK, 0);
    happen(LifeEvent.Kind.CHECK, 0);
  }

  private void after(Duration time) {
    machine.pass(time);
    machine.check(0);
  }

  private DomainStatus status() {
    return machine.state().domains().get(0).status();
  }

  private List<String> codes() {
    return infra
        .connections
        .ask(session -> session.find(DomainCheck.class, machine.id(0)))
        .findings()
        .stream()
        .map(one -> one.code().value())
        .toList();
  }

  @Test
  void what_is_missing_is_waited_for_72_hours_and_no_longer() {
    after(Duration.ofHours(71));
    assertThat(status()).isEqualTo(DomainStatus.VERIFYING);
    assertThat(codes()).containsOnly("cname-missing");
    after(Duration.ofHours(2));
    assertThat(status()).isEqualTo(DomainStatus.ERROR);
    assertThat(codes()).contains("verification-timed-out");
  }

  @Test
  void the_records_end_the_time_out() {
    after(Duration.ofHours(100));
    assertThat(status()).isEqualTo(DomainStatus.ERROR);
    delegate();
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(codes()).isEmpty();
  }

  @Test
  void enabling_again_gives_another_72_hours() {
    after(Duration.ofHours(100));
    happen(LifeEvent.Kind.DISABLE, 0);
    happen(LifeEvent.Kind.CONFIGURE, TESTING);
    after(Duration.ofHours(71));
    assertThat(status()).isEqualTo(DomainStatus.VERIFYING);
  }

  /** Both claims see the same row; the first one that settles takes nothing from the other. */
  @Test
  void a_check_that_another_has_overtaken_writes_nothing() {
    happen(LifeEvent.Kind.SLOW_CHECK, 0);
    delegate();
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
    happen(LifeEvent.Kind.SLOW_CHECK, 0);
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(codes()).isEmpty();
  }

  @Test
  void an_error_of_an_active_domain_is_confirmed_before_it_counts() {
    delegate();
    machine.happen(new LifeEvent(LifeEvent.Kind.CNAMES_GONE, 0, 0, false));
    machine.check(0);
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(codes()).contains("delegation-lost");
    machine.check(0);
    assertThat(status()).isEqualTo(DomainStatus.ERROR);
  }

  private int owner() {
    return machine.state().policyOwner();
  }

  private void happenTo(int who, LifeEvent.Kind kind, int amount) {
    machine.happen(new LifeEvent(kind, who, amount, false));
  }

  /** DESIGN, "Delegation and ownership": the proof is what the owner's name servers answer. */
  @ParameterizedTest(name = "resolvers answer {0}, records lead outside: {1}")
  @CsvSource({"FORGED, false", "FORGED_BEHIND, false", "FORGED, true", "FORGED_BEHIND, true"})
  void a_resolver_alone_moves_no_domain(OwnersDns.CnameAnswers answers, boolean outside) {
    delegate();
    assertThat(owner()).isZero();
    happenTo(1, LifeEvent.Kind.CONFIGURE, TESTING);
    if (outside) {
      happenTo(0, LifeEvent.Kind.CNAMES_OUTSIDE, 0);
    }
    happenTo(0, LifeEvent.Kind.CNAME_ANSWERS, LifeMachine.CNAME_ANSWERS.indexOf(answers));
    machine.check(1);
    machine.check(1);
    assertThat(owner()).isZero();
  }

  /** DESIGN, "The ledger": the policy host's name leads to the document, whoever's label it is. */
  @Test
  void what_the_new_label_led_to_before_it_was_seen_is_held_as_answered_until_then() {
    happenTo(0, LifeEvent.Kind.CONFIGURE, PINNED_ENFORCE_FOR_30_DAYS);
    delegate();
    happenTo(0, LifeEvent.Kind.CNAMES_GONE, 0);
    machine.check(0);
    machine.pass(Duration.ofHours(2));
    machine.check(0);
    happenTo(1, LifeEvent.Kind.DELEGATE, 0);
    happenTo(1, LifeEvent.Kind.CONFIGURE, TESTING);
    machine.pass(Duration.ofDays(9));
    machine.check(1);
    assertThat(owner()).isEqualTo(1);
    assertThat(machine.state().enforcedUntil())
        .isEqualTo(machine.state().at().plus(Duration.ofDays(30)));
  }

  /** The owner tried the other account's records, and has gone back since. */
  @Test
  void a_check_that_began_before_the_other_was_seen_takes_nothing_over() {
    delegate();
    happenTo(1, LifeEvent.Kind.CONFIGURE, TESTING);
    happenTo(1, LifeEvent.Kind.DELEGATE, 0);
    happenTo(1, LifeEvent.Kind.SLOW_CHECK, 0);
    machine.pass(Duration.ofSeconds(5));
    happenTo(0, LifeEvent.Kind.DELEGATE, 0);
    machine.check(0);
    machine.pass(Duration.ofSeconds(5));
    happenTo(1, LifeEvent.Kind.SLOW_CHECK, 0);
    assertThat(owner()).isZero();
    Instant next = machine.state().domains().get(1).nextCheck();
    assertThat(next)
        .as("looked at again soon")
        .isBetween(machine.state().at(), machine.state().at().plusSeconds(6));
    happenTo(1, LifeEvent.Kind.DELEGATE, 0);
    machine.check(1);
    assertThat(owner()).isEqualTo(1);
  }

  @Test
  void after_72_hours_the_status_rests_whatever_is_waited_for() {
    happen(LifeEvent.Kind.CERTIFICATES, 0);
    delegate();
    after(Duration.ofHours(100));
    assertThat(status()).isEqualTo(DomainStatus.ERROR);
    after(Duration.ofHours(1));
    assertThat(status()).isEqualTo(DomainStatus.ERROR);
    happen(LifeEvent.Kind.CERTIFICATES, 0);
    happen(LifeEvent.Kind.CHECK, 0);
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
  }

  /** Seven days of testing begin with a TXT record that somebody has looked at. */
  @Test
  void testing_begins_with_a_look_and_not_with_the_wish() {
    happen(LifeEvent.Kind.CONFIGURE, ENFORCE);
    delegate();
    happenTo(0, LifeEvent.Kind.CONFIGURE, TESTING);
    machine.check(0);
    assertThat(status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(machine.state().domains().get(0).domain().testingSince()).isNull();
    happen(LifeEvent.Kind.CHECK, 0);
    happen(LifeEvent.Kind.CHECK, 0);
    assertThat(machine.state().domains().get(0).domain().testingSince()).isNotNull();
  }

  private @Nullable Instant next(int who) {
    return machine.state().domains().get(who).nextCheck();
  }

  @Test
  void records_left_behind_are_asked_for_until_both_are_gone() {
    delegate();
    happen(LifeEvent.Kind.DISABLE, 0);
    for (int day = 0; day < 3; day++) {
      machine.pass(Duration.ofDays(1));
      happen(LifeEvent.Kind.CHECK, 0);
    }
    assertThat(owner()).as("wound down").isEqualTo(-1);
    assertThat(codes()).containsExactly("cnames-left-behind", "cnames-left-behind");
    happenTo(0, LifeEvent.Kind.NAME_SERVERS_SILENT, 0);
    machine.check(0);
    assertThat(codes()).as("silence").containsExactly("cnames-left-behind", "cnames-left-behind");
    assertThat(next(0)).isNotNull();
    happenTo(0, LifeEvent.Kind.NAME_SERVERS_SILENT, 0);
    happenTo(0, LifeEvent.Kind.CNAME_TXT, 2);
    machine.check(0);
    assertThat(codes()).as("one of them").containsExactly("cnames-left-behind");
    assertThat(next(0)).isNotNull();
    happenTo(0, LifeEvent.Kind.CNAMES_GONE, 0);
    machine.check(0);
    assertThat(codes()).isEmpty();
    assertThat(next(0)).as("nothing is left to look at").isNull();
  }

  private List<String> history() {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery(
                    "select (cast(data as json) ->> 'from') || ' ' || (cast(data as json) ->> 'status')"
                        + " || coalesce(' ' || (cast(data as json) -> 'findings' -> 0 ->> 'code'), '')"
                        + " from domain_event where domain_id = :id and type = 'status' order by id",
                    String.class)
                .setParameter("id", machine.id(0))
                .getResultList());
  }

  @Test
  void the_history_tells_when_the_owner_enabled_and_disabled_the_domain() {
    delegate();
    happen(LifeEvent.Kind.DISABLE, 0);
    happen(LifeEvent.Kind.CONFIGURE, TESTING);
    assertThat(history())
        .startsWith(
            "inactive verifying", "verifying active", "active inactive", "inactive verifying");
  }

  private List<String> told() {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery(
                    "select type from domain_event where domain_id = :id order by id", String.class)
                .setParameter("id", machine.id(0))
                .getResultList());
  }

  @Test
  void a_lost_delegation_is_an_event_of_its_own_and_told_once() {
    delegate();
    machine.happen(new LifeEvent(LifeEvent.Kind.CNAMES_GONE, 0, 0, false));
    machine.check(0);
    machine.check(0);
    machine.check(0);
    assertThat(told()).containsOnlyOnce("delegation-lost");
  }

  @Test
  void a_new_mx_host_that_a_policy_follows_is_an_event_that_names_it() {
    happen(LifeEvent.Kind.CONFIGURE, TESTING + AUTO);
    delegate();
    assertThat(told()).doesNotContain("mx-widened");
    happen(LifeEvent.Kind.MX_CHANGE, 1);
    machine.check(0);
    machine.check(0);
    assertThat(told()).containsOnlyOnce("mx-widened").doesNotContain("mx-not-covered");
    assertThat(data("mx-widened")).containsExactly("{\"hosts\":[\"mx2.example.net\"]}");
  }

  @Test
  void a_new_mx_host_that_a_pinned_policy_lacks_is_an_event_and_told_once() {
    delegate();
    assertThat(told()).doesNotContain("mx-not-covered");
    happen(LifeEvent.Kind.MX_CHANGE, 1);
    machine.check(0);
    machine.check(0);
    assertThat(told()).containsOnlyOnce("mx-not-covered").doesNotContain("mx-widened");
    assertThat(data("mx-not-covered"))
        .singleElement()
        .asString()
        .contains("\"mx2.example.net\"", "\"severity\":\"warning\"");
  }

  private List<String> data(String type) {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery(
                    "select data from domain_event where domain_id = :id and type = :type",
                    String.class)
                .setParameter("id", machine.id(0))
                .setParameter("type", type)
                .getResultList());
  }

  @Test
  void the_end_of_a_wind_down_is_an_event() {
    delegate();
    happen(LifeEvent.Kind.DISABLE, 0);
    assertThat(told()).doesNotContain("wind-down-finished");
    for (int i = 0; i < 4; i++) {
      machine.pass(Duration.ofDays(3));
      happen(LifeEvent.Kind.SECONDS, 0);
    }
    assertThat(told()).containsOnlyOnce("wind-down-finished");
  }

  @Test
  void a_domain_that_was_lost_for_long_ends_with_its_reason() {
    delegate();
    happen(LifeEvent.Kind.CNAMES_GONE, 0);
    machine.check(0);
    after(Duration.ofDays(40));
    after(Duration.ofDays(40));
    assertThat(status()).isEqualTo(DomainStatus.INACTIVE);
    assertThat(codes()).containsExactly("delegation-ended");
    assertThat(history().get(history().size() - 1)).endsWith("inactive delegation-ended");
    machine.check(0);
    assertThat(codes()).as("until it is enabled again").containsExactly("delegation-ended");
  }

  @Test
  void the_account_that_the_records_have_moved_to_is_looked_at_soon() {
    delegate();
    happenTo(1, LifeEvent.Kind.CONFIGURE, TESTING);
    happenTo(1, LifeEvent.Kind.DELEGATE, 0);
    machine.pass(Duration.ofSeconds(20));
    infra.connections.execute(
        "update domain_check set next_at = '"
            + infra.clock.instant().plusSeconds(300)
            + "' where domain_id = '"
            + machine.id(1)
            + "'");
    machine.check(0);
    assertThat(next(1)).isBeforeOrEqualTo(machine.state().at());
  }
}
