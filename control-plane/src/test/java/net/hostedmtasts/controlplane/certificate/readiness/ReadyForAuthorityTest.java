package net.hostedmtasts.controlplane.certificate.readiness;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.Settings;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.NotYet;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.world.Beans;
import org.junit.jupiter.api.Test;

/** DESIGN: CAA goes the same way as challenges, on all edges before an order relies on it. */
class ReadyForAuthorityTest {
  private final MovableClock clock = new MovableClock();

  /** An account that is made later is in no record yet: none of them can be relied on. */
  @Test
  void without_an_account_no_record_lets_its_order_begin() {
    ReadyForAuthority ready =
        new Beans(Map.of())
            .with(Clock.class, clock)
            .without(CaaRecords.class)
            .without(FromOutside.class)
            .without(EveryEdge.class)
            .without(SilentWait.class)
            .get(ReadyForAuthority.class);
    assertThatExceptionOfType(NotYet.class)
        .isThrownBy(
            () ->
                ready
                    .recordsShown(
                        new Unknown(), PolicyHost.parse("mta-sts.example.com"), clock.instant())
                    .await()
                    .atMost(Duration.ofSeconds(10)))
        .withMessageContaining("Wait");
  }

  /** One whose account is not known, and which would let anybody order. */
  private static final class Unknown implements CertificateAuthority {
    @Override
    public String name() {
      return "acme";
    }

    @Override
    public Uni<OrderStep> step(OrderProgress order) {
      throw new IllegalStateException("nothing may be ordered");
    }

    @Override
    public boolean caaKnown() {
      return false;
    }

    @Override
    public Optional<AcmeSettings.Limits> limits() {
      return Optional.of(Settings.limits(Map.of()));
    }
  }
}
