package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.local.LocalAuthorities;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Asking an authority when it wants a certificate to be renewed (RFC 9773, section 4.3). */
class RenewalWorkTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LIFE = Duration.ofDays(90);

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Instance instance;
  private Telling authority;
  private RenewalWork work;
  private Instant issued;

  @BeforeEach
  void start() {
    instance = new Instance(DATABASE.running(), folder, clock, Map.of());
    CertificateAuthority local = instance.localAuthority();
    LocalAuthorities.start(local);
    authority = new Telling(local);
    work =
        new RenewalWork(
            instance.vertx(),
            instance.transactions(),
            instance.pool(),
            new Authorities(List.of(authority)),
            clock);
    issued = clock.instant();
    instance.issue(authority, HOST);
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void a_window_is_followed_and_asked_for_again_when_its_authority_says_so() {
    authority.window(Duration.ofDays(50), Duration.ofDays(52), Duration.ofHours(5));

    assertThat(ask()).isEqualTo(1);
    assertThat(ask()).isZero();
    assertThat(newest().renewAt())
        .isBetween(issued.plus(Duration.ofDays(50)), issued.plus(Duration.ofDays(52)));

    clock.pass(Duration.ofHours(5).minusSeconds(1));
    assertThat(ask()).isZero();
    clock.pass(Duration.ofSeconds(2));
    assertThat(ask()).isEqualTo(1);
  }

  @Test
  void a_window_that_is_over_means_now() {
    authority.window(Duration.ofDays(-2), Duration.ofDays(-1), Duration.ofHours(6));
    ask();
    assertThat(newest().renewAt()).isBefore(clock.instant());
  }

  @Test
  void a_window_after_the_end_of_the_life_is_not_waited_for() {
    authority.window(Duration.ofDays(3_650), Duration.ofDays(3_651), Duration.ofHours(6));
    ask();
    assertThat(newest().renewAt())
        .isBetween(
            issued.plus(LIFE.multipliedBy(3).dividedBy(4)).minusSeconds(2),
            issued.plus(LIFE.multipliedBy(3).dividedBy(4)));
  }

  @Test
  void an_authority_that_cannot_be_asked_leaves_the_time_and_is_asked_again_in_an_hour() {
    Instant before = newest().renewAt();
    authority.fail();
    assertThat(ask()).isEqualTo(1);
    assertThat(newest().renewAt()).isEqualTo(before);

    clock.pass(Duration.ofMinutes(59));
    assertThat(ask()).isZero();
    clock.pass(Duration.ofMinutes(2));
    assertThat(ask()).isEqualTo(1);
  }

  @Test
  void an_authority_without_windows_is_not_asked_again() {
    Instant before = newest().renewAt();
    assertThat(ask()).isEqualTo(1);
    clock.pass(Duration.ofDays(30));
    assertThat(ask()).isZero();
    assertThat(newest().renewAt()).isEqualTo(before);
  }

  @Test
  void of_two_instances_one_asks() {
    authority.window(Duration.ofDays(50), Duration.ofDays(52), Duration.ofHours(5));
    RenewalWork other =
        new RenewalWork(
            instance.vertx(),
            instance.transactions(),
            instance.pool(),
            new Authorities(List.of(authority)),
            clock);
    assertThat(work.claim(10).await().atMost(LIMIT)).hasSize(1);
    assertThat(other.claim(10).await().atMost(LIMIT)).isEmpty();
  }

  /** Asks about all that is due, and answers how many there were. */
  private int ask() {
    List<UUID> due = work.claim(10).await().atMost(LIMIT);
    due.forEach(one -> work.make(one).await().atMost(LIMIT));
    return due.size();
  }

  private IssuedCertificate newest() {
    return instance.ask(session -> instance.certificates().newest(session, HOST)).orElseThrow();
  }

  /** Signs as another does, and says what it is told. */
  private final class Telling implements CertificateAuthority {
    private final CertificateAuthority local;
    private Uni<Optional<RenewalWindow>> answer = Uni.createFrom().item(Optional.empty());

    Telling(CertificateAuthority local) {
      this.local = local;
    }

    void window(Duration start, Duration end, Duration askAgain) {
      answer =
          Uni.createFrom()
              .item(
                  Optional.of(
                      new RenewalWindow(
                          issued.plus(start), issued.plus(end), issued.plus(askAgain))));
    }

    void fail() {
      answer = Uni.createFrom().failure(new IllegalStateException("cannot be reached"));
    }

    @Override
    public String name() {
      return local.name();
    }

    @Override
    public Uni<OrderStep> step(OrderProgress order) {
      return local.step(order);
    }

    @Override
    public Uni<Optional<RenewalWindow>> renewalWindow(X509Certificate leaf) {
      return answer;
    }
  }
}
