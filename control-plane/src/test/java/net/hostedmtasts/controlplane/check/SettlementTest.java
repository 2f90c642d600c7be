package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one check makes of the rows. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class SettlementTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** {@code testing}, a day, the MX hosts given. */
  private static final int TESTING = 2;

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
}
