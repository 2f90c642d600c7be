package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.check.LifeEvent.Kind;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DESIGN, "The ledger": it drives the end of a wind-down, to the last step. */
class WindDownEndTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int PINNED_ENFORCE_FOR_A_DAY = 0;

  /** A silent edge that is back may have answered it after the TXT record had gone. */
  @Test
  void a_policy_is_not_taken_away_while_the_ledger_holds_one_that_is_enforced() {
    try (LifeInfra infra = new LifeInfra(DATABASE.running())) {
      LifeMachine machine = new LifeMachine(infra, 1);
      machine.happen(new LifeEvent(Kind.CONFIGURE, 0, PINNED_ENFORCE_FOR_A_DAY, false));
      machine.happen(new LifeEvent(Kind.DELEGATE, 0, 0, true));
      assertThat(machine.state().domains().get(0).status()).isEqualTo(DomainStatus.ACTIVE);
      machine.happen(new LifeEvent(Kind.DISABLE, 0, 0, true));
      machine.pass(Duration.ofDays(3));
      machine.happen(new LifeEvent(Kind.SECONDS, 0, 0, true));
      assertThat(machine.state().domains().get(0).carriesId()).isFalse();
      assertThat(machine.state().policyOwner()).isZero();

      Instant held = infra.clock.instant().plus(Duration.ofDays(1));
      infra.connections.execute(
          "update held_policy set held_until = '" + held + "' where mode = 'enforce'");
      machine.pass(Duration.ofHours(1));
      machine.happen(new LifeEvent(Kind.SECONDS, 0, 0, true));
      assertThat(machine.state().policyOwner()).as("served on").isZero();

      machine.pass(Duration.ofDays(1));
      machine.happen(new LifeEvent(Kind.SECONDS, 0, 0, true));
      machine.pass(Duration.ofHours(1));
      machine.happen(new LifeEvent(Kind.SECONDS, 0, 0, true));
      assertThat(machine.state().policyOwner()).isEqualTo(-1);
    }
  }
}
