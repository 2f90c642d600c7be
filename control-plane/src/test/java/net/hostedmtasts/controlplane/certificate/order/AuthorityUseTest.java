package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.Settings;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.order.AuthorityUse.Kind;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The limits of Let's Encrypt, smaller (INTEROP, section 8). */
class AuthorityUseTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost ONE = PolicyHost.parse("mta-sts.one.example.com");
  private static final PolicyHost TWO = PolicyHost.parse("mta-sts.two.example.com");
  private static final PolicyHost ELSEWHERE = PolicyHost.parse("mta-sts.example.org");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Instance instance;
  private AuthorityUse use;

  @BeforeEach
  void start() {
    instance = new Instance(DATABASE.running(), folder, clock, Map.of());
    use = new AuthorityUse(instance.pool(), clock);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void without_any_use_there_is_room() {
    assertRoom(ONE);
  }

  @Test
  void an_account_has_so_many_orders_in_three_hours() {
    for (int i = 0; i < 3; i++) {
      note(Kind.ORDER, ELSEWHERE);
      clock.pass(Duration.ofMinutes(10));
    }
    assertFullUntil(ONE, clock.instant().plus(Duration.ofMinutes(150)));
    clock.pass(Duration.ofMinutes(151));
    assertRoom(ONE);
  }

  @Test
  void what_counts_no_more_is_forgotten() {
    note(Kind.ORDER, ONE);
    clock.pass(Duration.ofDays(8));
    note(Kind.ORDER, ONE);
    assertThat(instance.count("authority_use")).isOne();
  }

  @Test
  void another_authority_counts_for_itself() {
    for (int i = 0; i < 3; i++) {
      use.note("other", Kind.ORDER, ONE).await().indefinitely();
    }
    assertRoom(ONE);
  }

  @Test
  void a_registered_domain_has_so_many_certificates_in_a_week() {
    note(Kind.CERTIFICATE, ONE);
    note(Kind.CERTIFICATE, ONE);
    assertFullUntil(TWO, clock.instant().plus(Duration.ofDays(7)));
    assertRoom(ELSEWHERE);
  }

  @Test
  void a_name_has_so_many_failed_authorizations_in_an_hour() {
    note(Kind.FAILURE, ONE);
    assertFullUntil(ONE, clock.instant().plus(Duration.ofHours(1)));
    assertRoom(TWO);
  }

  @Test
  void a_renewal_counts_for_neither_account_nor_domain_but_for_its_name() {
    instance.issue(instance.localAuthority(), ONE);
    instance.execute("update certificate set authority = 'acme'");
    for (int i = 0; i < 3; i++) {
      note(Kind.ORDER, ELSEWHERE);
    }
    note(Kind.CERTIFICATE, TWO);
    note(Kind.CERTIFICATE, TWO);
    assertRoom(ONE);
    note(Kind.CERTIFICATE, ONE);
    note(Kind.CERTIFICATE, ONE);
    assertFullUntil(ONE, clock.instant().plus(Duration.ofDays(7)));
  }

  private void note(Kind kind, PolicyHost host) {
    use.note("acme", kind, host).await().atMost(Duration.ofSeconds(20));
  }

  private void assertRoom(PolicyHost host) {
    assertThatCode(() -> room(host)).doesNotThrowAnyException();
  }

  private void assertFullUntil(PolicyHost host, Instant free) {
    assertThatExceptionOfType(NotYet.class)
        .isThrownBy(() -> room(host))
        .satisfies(
            full ->
                assertThat(Duration.between(full.until(), free).abs())
                    .isLessThan(Duration.ofSeconds(1)));
  }

  private void room(PolicyHost host) {
    use.requireRoom("acme", limits(), host).await().atMost(Duration.ofSeconds(20));
  }

  private static AcmeSettings.Limits limits() {
    AcmeSettings acme =
        Settings.of(
                Map.of(
                    "certificates.key-encryption-key-file", "/keys/at-rest",
                    "certificates.edge-key-file", "/keys/edge",
                    "certificates.acme.acme.directory", "https://ca.example/directory",
                    "certificates.acme.acme.limits.orders-per-three-hours", "3",
                    "certificates.acme.acme.limits.certificates-per-domain-and-week", "2",
                    "certificates.acme.acme.limits.certificates-per-name-and-week", "2",
                    "certificates.acme.acme.limits.failures-per-name-and-hour", "1"))
            .acme()
            .get("acme");
    return Objects.requireNonNull(acme).limits();
  }
}
