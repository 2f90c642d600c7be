package net.hostedmtasts.controlplane.certificate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.Settings;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.limit.AuthorityUse.Kind;
import net.hostedmtasts.controlplane.certificate.order.TestOrders;
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
  private static final PolicyHost THREE = PolicyHost.parse("mta-sts.three.example.com");
  private static final Duration LIMIT = Duration.ofSeconds(30);
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

  /** As many wait as come in two windows: they must not come all at once. */
  @Test
  void those_that_wait_come_one_after_the_other_in_the_places_that_get_free() {
    PolicyHost[] waiting =
        IntStream.range(0, 5)
            .mapToObj(number -> PolicyHost.parse("mta-sts.w" + number + ".example.net"))
            .toArray(PolicyHost[]::new);
    new TestOrders(instance, Map.of()).want(waiting);
    Instant first = clock.instant();
    for (int used = 0; used < 3; used++) {
      note(Kind.ORDER, ELSEWHERE);
      clock.pass(Duration.ofMinutes(10));
    }
    List<Long> minutes =
        Stream.of(waiting)
            .map(host -> Duration.between(first, fullUntil(host).orElseThrow()).toMinutes())
            .toList();
    assertThat(minutes).containsExactly(180L, 190L, 200L, 360L, 370L);
  }

  @Test
  void nobody_waits_a_day_longer_than_the_first_without_looking_again_and_those_come_apart_too() {
    PolicyHost[] waiting =
        IntStream.range(0, 60)
            .mapToObj(number -> PolicyHost.parse("mta-sts.w" + (100 + number) + ".example.net"))
            .toArray(PolicyHost[]::new);
    new TestOrders(instance, Map.of()).want(waiting);
    for (int used = 0; used < 3; used++) {
      note(Kind.ORDER, ELSEWHERE);
      clock.pass(Duration.ofMinutes(10));
    }
    Set<Instant> times =
        Stream.of(waiting).map(host -> fullUntil(host).orElseThrow()).collect(Collectors.toSet());
    assertThat(times)
        .hasSizeGreaterThan(20)
        .allMatch(at -> !at.isAfter(clock.instant().plus(Duration.ofHours(27))));
  }

  /** INTEROP, section 8: 50 certificates for a registered domain, whoever orders them. */
  @Test
  void orders_at_work_may_become_certificates_of_their_domain() {
    note(Kind.CERTIFICATE, ONE);
    note(Kind.ORDER, TWO);
    assertFullUntil(THREE, clock.instant().plus(Duration.ofHours(1)));
    assertRoom(TWO);
    clock.pass(Duration.ofMinutes(61));
    assertRoom(THREE);
  }

  @Test
  void an_order_that_was_not_begun_gives_its_room_back() {
    assertThat(take(ONE)).isEmpty();
    assertThat(take(TWO)).isEmpty();
    use.giveBack("acme", ONE).await().atMost(LIMIT);
    assertThat(instance.count("authority_use")).isOne();
  }

  /** Two instances on one database, for the last places that the authority allows. */
  @Test
  void of_orders_that_are_begun_at_the_same_time_no_more_get_room_than_there_is() {
    try (Instance other = new Instance(DATABASE.running(), folder, clock, Map.of())) {
      List<AuthorityUse> both = List.of(use, UseOf.instance(other));
      List<CompletableFuture<Optional<Instant>>> asked =
          IntStream.range(0, 40)
              .mapToObj(
                  number ->
                      both.get(number % 2)
                          .takeRoom(
                              "acme",
                              limits(),
                              PolicyHost.parse("mta-sts.c" + number + "x.example"))
                          .subscribeAsCompletionStage())
              .toList();
      long taken =
          asked.stream()
              .map(one -> one.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join())
              .filter(Optional::isEmpty)
              .count();
      assertThat(taken).isEqualTo(3);
      assertThat(instance.count("authority_use")).isEqualTo(3);
    }
  }

  private void assertRoom(PolicyHost host) {
    assertThat(fullUntil(host)).isEmpty();
  }

  private void assertFullUntil(PolicyHost host, Instant free) {
    assertThat(Duration.between(fullUntil(host).orElseThrow(), free).abs())
        .isLessThan(Duration.ofSeconds(1));
  }

  private Optional<Instant> fullUntil(PolicyHost host) {
    return use.fullUntil("acme", limits(), host).await().atMost(LIMIT);
  }

  private Optional<Instant> take(PolicyHost host) {
    return use.takeRoom("acme", limits(), host).await().atMost(LIMIT);
  }

  private static AcmeSettings.Limits limits() {
    return Settings.limits(
        Map.of(
            "orders-per-three-hours", 3,
            "certificates-per-domain-and-week", 2,
            "certificates-per-name-and-week", 2,
            "failures-per-name-and-hour", 1));
  }
}
