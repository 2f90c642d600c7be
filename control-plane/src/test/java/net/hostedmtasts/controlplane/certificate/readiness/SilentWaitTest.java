package net.hostedmtasts.controlplane.certificate.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.order.OrderSettings;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.world.Beans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * DESIGN, "Policy first, id second": 10 minutes in all for edges that are silent, never more than a
 * tenth of the lifetime, from when the order was due.
 */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class SilentWaitTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Instance instance;

  @AfterEach
  void stop() {
    instance.close();
  }

  @BeforeEach
  void start() {
    instance =
        new Instance(
            DATABASE.running(),
            folder,
            clock,
            Map.of("certificates.local-authority.lifetime", "PT50M"));
  }

  private Instant until(PolicyHost host, String authority, Instant dueAt) {
    OrderSettings settings = new Beans(Map.of()).get(OrderSettings.class);
    return new SilentWait(instance.pool(), settings)
        .until(host, authority, dueAt)
        .await()
        .atMost(Duration.ofSeconds(20));
  }

  @ParameterizedTest(name = "setting {0}, life {1}: {2}")
  @CsvSource({
    "PT10M, P90D, PT10M",
    "PT10M, PT100M, PT10M",
    "PT10M, PT99M, PT9M54S",
    "PT10M, PT60S, PT6S",
    "PT0S, P90D, PT0S",
    "PT24H, P6D, PT14H24M",
  })
  void the_setting_and_a_tenth_of_the_life_bound_it(Duration setting, Duration life, Duration all) {
    assertThat(SilentWait.longest(setting, Optional.of(life))).isEqualTo(all);
  }

  @Test
  void the_first_order_at_an_authority_waits_as_long_as_the_setting_says() {
    Instant due = clock.instant();
    assertThat(until(HOST, "local", due)).isEqualTo(due.plus(Duration.ofMinutes(10)));
  }

  @Test
  void a_tenth_of_the_hosts_certificate_counts_from_when_the_order_was_due() {
    instance.issue(instance.localAuthority(), HOST);
    Instant due = clock.instant();
    clock.pass(Duration.ofHours(5));
    assertThat(until(HOST, "another", due))
        .isBetween(due.plusSeconds(299), due.plus(Duration.ofMinutes(5)));
  }

  @Test
  void without_one_the_last_that_the_authority_signed_for_anybody_tells_its_usual_life() {
    instance.issue(instance.localAuthority(), OTHER);
    Instant due = clock.instant();
    assertThat(until(HOST, "local", due))
        .isBetween(due.plusSeconds(299), due.plus(Duration.ofMinutes(5)));
    assertThat(until(HOST, "another", due)).isEqualTo(due.plus(Duration.ofMinutes(10)));
  }
}
