package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.certificate.Settings;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Orders against authorities that say what a test wants (RFC 8555, section 7.4). */
class OrderTurnTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");
  private static final Challenge CHALLENGE = new Challenge("http-01", "token", "token.thumbprint");
  private static final String ORDER = "https://ca.example/order/1";

  @TempDir Path folder;
  private final NotIssued away =
      NotIssued.because(HOST, Reason.UNAVAILABLE, "it cannot be reached");
  private final NotIssued lost =
      NotIssued.because(HOST, Reason.ORDER_LOST, "it does not know the order any more")
          .andOrderIsOver();
  private final MovableClock clock = new MovableClock();
  private Instance instance;
  private TestOrders orders;
  private CountingAuthority local;

  @BeforeEach
  void start() {
    // The rows' times are compared with the database's clock.
    clock.pass(
        Duration.between(clock.instant(), Instant.now().truncatedTo(ChronoUnit.MICROS))
            .minusSeconds(1));
    instance = new Instance(DATABASE.running(), folder, clock, Map.of());
    orders = new TestOrders(instance, Map.of("orders.pauses", "PT1M,PT10M"));
    local = new CountingAuthority(instance.localAuthority());
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void an_authority_that_signs_at_once_needs_one_turn() {
    orders.want(HOST);
    orders.turn(local);

    IssuedCertificate issued = newest(HOST);
    assertThat(issued.authority()).isEqualTo("local");
    assertThat(issued.host()).isEqualTo(HOST);
    assertThat(orders.orders().issued(10).await().indefinitely())
        .containsExactly(new Orders.Issued(HOST, issued.id()));
    assertThat(orders.claim(10)).as("nothing is left to do").isEmpty();
  }

  @Test
  void each_step_is_kept_and_the_authority_looks_after_every_edge_answers() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Answer(CHALLENGE))
            .says(new OrderStep.Busy(Duration.ZERO))
            .signs();
    orders.want(HOST);
    orders.turn(authority);

    assertThat(authority.asked()).hasSize(4);
    assertThat(authority.asked().get(0).orderUrl()).isEmpty();
    assertThat(authority.asked().get(1).orderUrl()).contains(ORDER);
    assertThat(authority.asked().get(1).answered()).isEmpty();
    assertThat(orders.lookedAt).containsExactly(CHALLENGE);
    assertThat(authority.asked().get(2).answered()).contains(CHALLENGE);
    assertThat(authority.asked())
        .extracting(one -> one.request().der())
        .allMatch(der -> java.util.Arrays.equals(der, authority.asked().get(0).request().der()));
    assertThat(newest(HOST).authority()).isEqualTo("acme");
  }

  @Test
  void while_an_edge_lacks_the_challenge_the_authority_is_not_told() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Answer(CHALLENGE));
    orders.notReadyToBeLookedAt = notYet();
    orders.want(HOST);
    orders.turn(authority);

    CertificateOrder row = orders.row(HOST);
    assertThat(row.step()).isEqualTo("challenged");
    assertThat(row.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.CERTIFICATE_WAITS);
    assertThat(row.failures()).isZero();
    assertThat(orders.told).isEmpty();
  }

  /** DESIGN, "Policy first, id second": it "then starts with a finding". */
  @Test
  void what_an_order_goes_on_without_is_told_before_anybody_looks_and_stays_beside_the_failure() {
    Challenge second = new Challenge("http-01", "second", "second.thumbprint");
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Answer(CHALLENGE))
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Answer(second))
            .signs();
    orders.without.add(Finding.of(FindingCode.SILENT_EDGES_NOT_AWAITED, HOST.value()));
    orders.notAnswered = NotIssued.because(HOST, Reason.CHALLENGE_FAILED, "at 192.0.2.1");
    orders.want(HOST);
    orders.turn(authority);

    assertThat(orders.row(HOST).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.CHALLENGE_NOT_REACHABLE, FindingCode.SILENT_EDGES_NOT_AWAITED);
    assertThat(orders.told).as("that it goes on, and that it failed").containsExactly(HOST, HOST);

    orders.without.clear();
    orders.notAnswered = null;
    orders.hurry();
    orders.turn(authority);
    assertThat(orders.row(HOST).findings())
        .as("every edge is heard again")
        .extracting(Finding::code)
        .containsExactly(FindingCode.CHALLENGE_NOT_REACHABLE);
    assertThat(newest(HOST).authority()).isEqualTo("acme");
  }

  @Test
  void what_has_to_be_waited_for_is_no_failure_and_nothing_is_ordered() {
    orders.notReadyToOrder = notYet();
    orders.want(HOST);
    orders.turn(local);

    assertThat(local.asked()).isZero();
    assertThat(orders.row(HOST).failures()).isZero();
    assertThat(orders.row(HOST).nextAt()).isAfter(clock.instant());
  }

  @Test
  void a_refusal_is_told_and_tried_again_after_growing_pauses_with_the_same_key() {
    orders.want(HOST);
    local.refuseWith(NotIssued.because(HOST, Reason.CAA_FORBIDS, "caa: not us"));
    orders.turn(local);

    CertificateOrder first = orders.row(HOST);
    assertThat(first.findings()).extracting(Finding::code).containsExactly(FindingCode.CAA_FORBIDS);
    assertThat(orders.told).containsExactly(HOST);
    assertThat(first.nextAt())
        .isBetween(clock.instant().plusSeconds(60), clock.instant().plusSeconds(66));
    assertThat(orders.claim(1)).isEmpty();

    orders.hurry();
    orders.turn(local);
    assertThat(orders.row(HOST).nextAt())
        .isBetween(clock.instant().plusSeconds(600), clock.instant().plusSeconds(660));

    orders.hurry();
    local.refuseNoMore();
    orders.turn(local);
    assertThat(local.requests()).hasSize(3);
    assertThat(local.requests().get(2).der()).isEqualTo(local.requests().get(0).der());
    assertThat(newest(HOST).host()).isEqualTo(HOST);
  }

  @Test
  void the_authoritys_retry_after_is_obeyed() {
    Instant later = clock.instant().plus(Duration.ofHours(3));
    orders.want(HOST);
    local.refuseWith(NotIssued.until(HOST, Reason.RATE_LIMITED, "rateLimited", later));
    orders.turn(local);
    assertThat(orders.row(HOST).nextAt()).isEqualTo(later);
  }

  @Test
  void an_authority_cannot_put_an_order_off_for_years() {
    Instant now = clock.instant();
    assertThat(BackOff.believed(Optional.of(now.plus(Duration.ofDays(3650))), now))
        .contains(now.plus(Duration.ofDays(1)));
    assertThat(BackOff.believed(Optional.of(now.plusSeconds(60)), now))
        .contains(now.plusSeconds(60));
    assertThat(BackOff.believed(Optional.empty(), now)).isEmpty();
  }

  @Test
  void an_authority_is_named_once() {
    assertThatThrownBy(() -> new Authorities(List.of(local, local)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void after_thirty_days_of_failures_an_order_rests_until_a_person_asks() {
    orders.want(HOST);
    local.refuseWith(NotIssued.because(HOST, Reason.CHALLENGE_FAILED, "connection"));
    orders.turn(local);
    clock.pass(Duration.ofDays(31));
    orders.hurry();
    orders.turn(local);
    assertThat(orders.row(HOST).nextAt()).isAfter(clock.instant().plus(Duration.ofDays(10_000)));

    instance.ask(session -> orders.orders().again(session, HOST));
    assertThat(orders.row(HOST).nextAt()).isEqualTo(clock.instant());
    orders.hurry();
    local.refuseNoMore();
    orders.turn(local);
    assertThat(newest(HOST).host()).isEqualTo(HOST);
  }

  @Test
  void the_next_authority_is_asked_at_once_when_the_first_has_a_reason_of_its_own() {
    ScriptedAuthority first =
        new ScriptedAuthority("first", local)
            .refuses(NotIssued.because(HOST, Reason.RATE_LIMITED, "rateLimited"));
    ScriptedAuthority second = new ScriptedAuthority("second", local).signs();
    orders.want(HOST);
    orders.turn(first, second);
    assertThat(newest(HOST).authority()).isEqualTo("second");
    assertThat(orders.told).isEmpty();
  }

  @Test
  void what_only_the_owner_can_mend_is_not_taken_to_the_next_authority() {
    ScriptedAuthority first =
        new ScriptedAuthority("first", local)
            .refuses(NotIssued.because(HOST, Reason.CHALLENGE_FAILED, "connection"));
    orders.want(HOST);
    orders.turn(first, new ScriptedAuthority("second", local));
    assertThat(orders.row(HOST).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.CHALLENGE_NOT_REACHABLE);
    assertThat(instance.count("authority_use")).as("a failed authorization").isOne();
  }

  /** Another kind of challenge, or another authority, is for what it may cure alone. */
  @Test
  void only_a_challenge_that_failed_leads_to_the_next_kind_of_challenge() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .refuses(away)
            .refuses(NotIssued.because(HOST, Reason.NOT_RESOLVED, "dns: NXDOMAIN"))
            .refuses(NotIssued.because(HOST, Reason.CAA_FORBIDS, "caa: not us"))
            .refuses(NotIssued.because(HOST, Reason.CHALLENGE_FAILED, "connection: timeout"))
            .signs();
    orders.want(HOST);
    for (int turn = 0; turn < 5; turn++) {
      orders.turn(authority);
      orders.hurry();
    }
    assertThat(authority.asked())
        .extracting(OrderProgress::challengeFailures)
        .containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void an_order_that_the_authority_has_forgotten_is_begun_anew() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .refuses(lost)
            .says(new OrderStep.Ordered(ORDER))
            .refuses(lost)
            .signs();
    orders.want(HOST);
    orders.turn(authority);
    assertThat(orders.row(HOST).orderUrl()).isEmpty();
    assertThat(orders.row(HOST).nextAt())
        .as("not at once: it may forget the next one as well")
        .isBetween(clock.instant().plusSeconds(60), clock.instant().plusSeconds(66));
    orders.hurry();
    orders.turn(authority);
    assertThat(orders.row(HOST).nextAt())
        .isBetween(clock.instant().plusSeconds(600), clock.instant().plusSeconds(660));
    orders.hurry();
    orders.turn(authority);
    assertThat(authority.asked().get(4).orderUrl()).isEmpty();
  }

  @Test
  void a_certificate_for_another_name_is_not_kept() {
    orders.want(HOST);
    orders.turn(local.answersFor(OTHER));
    assertThat(instance.count("certificate")).isZero();
    assertThat(orders.row(HOST).findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.AUTHORITY_REFUSED);
  }

  @Test
  void a_killed_instances_order_is_gone_on_with_where_it_stood() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local).says(new OrderStep.Ordered(ORDER)).signs();
    orders.want(HOST);
    ClaimedOrder killed = orders.claim(1).get(0);
    assertThat(orders.claim(1)).as("claimed by nobody else").isEmpty();

    // What a killed instance has left: a claim that ends by its time.
    orders.hurry();
    ClaimedOrder next = orders.claim(1).get(0);
    assertThat(next.claim()).isGreaterThan(killed.claim());
    orders.take(next, authority);
    assertThat(authority.asked().get(1).orderUrl()).contains(ORDER);
  }

  @Test
  void a_turn_that_was_lost_writes_nothing() {
    local.heldBack();
    orders.want(HOST);
    ClaimedOrder slow = orders.claim(1).get(0);
    CompletableFuture<Void> late = orders.turnOf(slow, local).subscribeAsCompletionStage();
    local.awaitAsked();
    orders.hurry();
    CountingAuthority other = new CountingAuthority(instance.localAuthority());
    orders.turn(other);
    String serial = newest(HOST).serial();
    local.letGo();
    late.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();

    assertThat(newest(HOST).serial()).isEqualTo(serial);
    assertThat(instance.count("certificate")).isOne();
  }

  @Test
  void tenants_come_in_turn() {
    UUID big = UUID.randomUUID();
    UUID small = UUID.randomUUID();
    Stream.of(big, small).forEach(orders::addTenant);
    orders.want(
        big,
        IntStream.range(0, 20)
            .mapToObj(i -> PolicyHost.parse("mta-sts.big" + i + ".example.com"))
            .toArray(PolicyHost[]::new));
    PolicyHost its = PolicyHost.parse("mta-sts.small.example.com");
    clock.pass(Duration.ofMillis(500));
    orders.want(small, its);
    assertThat(orders.claim(2)).extracting(ClaimedOrder::host).contains(its);
  }

  /** The API's position: as many are claimed before it as it says. */
  @Test
  void the_position_of_an_order_is_the_place_in_which_it_is_claimed() {
    UUID big = UUID.randomUUID();
    UUID small = UUID.randomUUID();
    Stream.of(big, small).forEach(orders::addTenant);
    List<PolicyHost> all = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      PolicyHost host = PolicyHost.parse("mta-sts.big" + number + ".example.com");
      orders.want(big, host);
      all.add(host);
      clock.pass(Duration.ofMillis(20));
    }
    PolicyHost its = PolicyHost.parse("mta-sts.small.example.com");
    orders.want(small, its);
    all.add(its);

    assertThat(position(its)).as("after the first of the other tenant").contains(1L);
    while (!all.isEmpty()) {
      PolicyHost next =
          all.stream()
              .filter(one -> position(one).equals(Optional.of(0L)))
              .findFirst()
              .orElseThrow();
      assertThat(orders.claim(1)).extracting(ClaimedOrder::host).containsExactly(next);
      assertThat(position(next)).as("at work").isEmpty();
      all.remove(next);
    }
  }

  private Optional<Long> position(PolicyHost host) {
    return instance
        .ask(session -> orders.orders().view(session, host))
        .flatMap(view -> Optional.ofNullable(view.position()));
  }

  @Test
  void without_room_nobody_outside_is_asked_anything() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .allows(limits(1))
            .says(new OrderStep.Ordered(ORDER))
            .signs();
    orders.want(HOST, OTHER);
    orders.turn(authority);

    assertThat(orders.lookedFromOutside).hasValue(1);
    assertThat(orders.caaSeen).hasSize(1);
    assertThat(instance.count("certificate")).isOne();
    CertificateOrder waiting =
        orders.row(
            instance.count("certificate where policy_host = '" + HOST.value() + "'") == 1
                ? OTHER
                : HOST);
    assertThat(waiting.findings())
        .extracting(Finding::code)
        .containsExactly(FindingCode.AUTHORITY_RATE_LIMITED);
    assertThat(waiting.nextAt()).isEqualTo(clock.instant().plus(Duration.ofHours(3)));
  }

  @Test
  void an_order_that_the_authority_does_not_begin_uses_up_nothing() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .allows(limits(1))
            .refuses(NotIssued.because(HOST, Reason.UNAVAILABLE, "it cannot be reached"))
            .says(new OrderStep.Ordered(ORDER))
            .signs();
    orders.want(HOST);
    orders.turn(authority);
    assertThat(instance.count("authority_use")).isZero();
    orders.hurry();
    orders.turn(authority);
    assertThat(newest(HOST).authority()).isEqualTo("acme");
  }

  /** RFC 8657: a record that names the account can be shown only when there is one. */
  @Test
  void the_account_is_made_before_records_are_looked_at() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local).withoutAccount().says(new OrderStep.Ordered(ORDER));
    orders.notReadyToOrder = notYet();
    orders.want(HOST);
    orders.turn(authority);
    assertThat(orders.caaSeen)
        .containsExactly(Optional.of("ca.example; accounturi=https://ca.example/acct/1"));
    assertThat(authority.asked()).as("resolvers may remember other records").isEmpty();
  }

  private static AcmeSettings.Limits limits(int orders) {
    return Settings.limits(Map.of("orders-per-three-hours", orders));
  }

  @Test
  void the_longest_policy_host_gets_one() {
    String label = "a".repeat(62) + ".";
    PolicyHost longest =
        PolicyHost.parse("mta-sts." + label.repeat(3) + "b".repeat(242 - 3 * 63 - 4) + ".com");
    orders.want(longest);
    orders.turn(local);
    assertThat(newest(longest).host()).isEqualTo(longest);
  }

  private IssuedCertificate newest(PolicyHost host) {
    return instance.ask(session -> instance.certificates().newest(session, host)).orElseThrow();
  }

  private NotYet notYet() {
    return new NotYet(
        Finding.of(
            FindingCode.CERTIFICATE_WAITS,
            HOST.value(),
            Found.at(clock.instant(), "edges", "some")),
        clock.instant().plusSeconds(1));
  }
}
