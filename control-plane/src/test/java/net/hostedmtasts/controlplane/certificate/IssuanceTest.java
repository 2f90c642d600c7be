package net.hostedmtasts.controlplane.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.CannotOpen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class IssuanceTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final PolicyHost OTHER = PolicyHost.parse("mta-sts.example.org");

  @TempDir Path folder;
  private final MovableClock clock = new MovableClock();
  private Instance instance;
  private CountingAuthority authority;

  @BeforeEach
  void start() {
    instance = instance(Map.of());
    authority = new CountingAuthority(instance.localAuthority());
  }

  @AfterEach
  void stop() {
    instance.close();
  }

  @Test
  void a_host_without_a_certificate_gets_one_for_its_name_alone() {
    IssuedCertificate issued = instance.ensure(authority, HOST);

    assertThat(issued.host()).isEqualTo(HOST);
    assertThat(issued.authority()).isEqualTo("local");
    assertThat(issued.notAfter()).isEqualTo(Instant.parse("2027-02-22T06:00:00Z"));
    assertThat(instance.ask(s -> instance.certificates.current(s, HOST)).orElseThrow().serial())
        .isEqualTo(issued.serial());
    assertThat(instance.count("certificate_order")).isZero();
    assertThat(instance.metrics.counter("certificates.issued").count()).isOne();
  }

  @Test
  void a_certificate_in_date_is_not_ordered_again() {
    String first = instance.ensure(authority, HOST).serial();
    clock.pass(Duration.ofDays(59));
    assertThat(instance.ensure(authority, HOST).serial()).isEqualTo(first);
    assertThat(authority.asked()).isOne();
  }

  @Test
  void each_host_has_a_certificate_and_a_key_of_its_own() {
    IssuedCertificate one = instance.ensure(authority, HOST);
    IssuedCertificate two = instance.ensure(authority, OTHER);
    assertThat(one.serial()).isNotEqualTo(two.serial());
    assertThat(one.chain().leaf().getPublicKey()).isNotEqualTo(two.chain().leaf().getPublicKey());
  }

  @Test
  void a_due_certificate_is_renewed_with_a_new_key_and_the_old_one_stays_as_history() {
    IssuedCertificate first = instance.ensure(authority, HOST);
    clock.pass(Duration.ofDays(60));
    IssuedCertificate second = instance.ensure(authority, HOST);

    assertThat(second.serial()).isNotEqualTo(first.serial());
    assertThat(second.chain().leaf().getPublicKey())
        .isNotEqualTo(first.chain().leaf().getPublicKey());
    assertThat(instance.count("certificate")).isEqualTo(2);
    assertThat(instance.ask(s -> instance.certificates.current(s, HOST)).orElseThrow().id())
        .isEqualTo(second.id());
    assertThat(instance.ask(s -> instance.certificates.find(s, first.id())).orElseThrow().serial())
        .isEqualTo(first.serial());
  }

  @Test
  void due_are_those_without_a_newer_one_first_due_first() {
    instance.ensure(authority, HOST);
    clock.pass(Duration.ofDays(1));
    instance.ensure(authority, OTHER);
    assertThat(due()).isEmpty();

    clock.pass(Duration.ofDays(60));
    assertThat(due()).extracting(IssuedCertificate::host).containsExactly(HOST, OTHER);

    instance.ensure(authority, HOST);
    assertThat(due()).extracting(IssuedCertificate::host).containsExactly(OTHER);
    assertThat(due()).allMatch(IssuedCertificate::newest);
  }

  @Test
  void a_failed_renewal_never_takes_the_working_certificate_away() {
    IssuedCertificate first = instance.ensure(authority, HOST);
    clock.pass(Duration.ofDays(89));
    authority.refuseWith(NotIssued.refused(HOST, "CAA forbids"));

    assertThat(instance.ensure(authority, HOST).id()).isEqualTo(first.id());
    assertThat(instance.metrics.counter("certificates.failed", "reason", "REFUSED").count())
        .isOne();
  }

  @Test
  void an_expired_certificate_is_not_answered_when_its_renewal_fails() {
    instance.ensure(authority, HOST);
    clock.pass(Duration.ofDays(91));
    Instant later = clock.instant().plusSeconds(600);
    authority.refuseWith(NotIssued.unavailable(HOST, "rate limited", later));

    assertThatExceptionOfType(NotIssued.class)
        .isThrownBy(() -> instance.ensure(authority, HOST))
        .withMessage("No certificate for mta-sts.example.com: rate limited")
        .satisfies(failure -> assertThat(failure.retryAt()).contains(later));
  }

  @Test
  void after_a_refusal_the_next_attempt_asks_at_once_for_the_same_key() {
    authority.refuseWith(NotIssued.refused(HOST, "CAA forbids"));
    assertThatExceptionOfType(NotIssued.class).isThrownBy(() -> instance.ensure(authority, HOST));
    authority.refuseNoMore();
    instance.ensure(authority, HOST);

    assertThat(authority.requests()).hasSize(2);
    assertThat(authority.requests().get(1).der()).isEqualTo(authority.requests().get(0).der());
  }

  @Test
  void a_certificate_for_another_name_is_not_kept() {
    CountingAuthority wrong = new CountingAuthority(instance.localAuthority()).answersFor(OTHER);
    assertThatExceptionOfType(NotIssued.class)
        .isThrownBy(() -> instance.ensure(wrong, HOST))
        .satisfies(
            failure -> assertThat(failure.reason()).isEqualTo(NotIssued.Reason.WRONG_CERTIFICATE));
    assertThat(instance.count("certificate")).isZero();
  }

  @Test
  void of_many_calls_in_two_instances_one_issues() {
    try (Instance second = instance(Map.of())) {
      List<CompletableFuture<IssuedCertificate>> calls =
          IntStream.range(0, 10)
              .mapToObj(n -> n % 2 == 0 ? instance : second)
              .map(i -> i.issuance(authority).ensure(HOST).subscribeAsCompletionStage())
              .toList();
      Set<String> serials = new HashSet<>();
      calls.forEach(call -> serials.add(call.orTimeout(30, TimeUnit.SECONDS).join().serial()));

      assertThat(serials).hasSize(1);
      assertThat(instance.count("certificate")).isOne();
      assertThat(instance.count("certificate_order")).isZero();
    }
  }

  @Test
  void an_order_left_behind_by_a_killed_instance_is_gone_on_with_after_its_lease() {
    Map<String, String> shortLease = Map.of("certificates.order-lease", "PT2S");
    try (Instance killed = instance(shortLease);
        Instance second = instance(shortLease)) {
      CountingAuthority silent = new CountingAuthority(killed.localAuthority()).heldBack();
      killed.issuance(silent).ensure(HOST).subscribe().with(issued -> {}, failure -> {});
      silent.awaitAsked();

      IssuedCertificate issued = second.ensure(authority, HOST);

      assertThat(authority.requests().get(0).der()).isEqualTo(silent.requests().get(0).der());
      assertThat(second.renderer.served(issued, 1)).isNotEmpty();
    }
  }

  @Test
  void an_attempt_that_lost_its_lease_stores_nothing() {
    CountingAuthority slow = new CountingAuthority(instance.localAuthority()).heldBack();
    CompletableFuture<IssuedCertificate> late =
        instance.issuance(slow).ensure(HOST).subscribeAsCompletionStage();
    slow.awaitAsked();
    instance.execute("update certificate_order set leased_until = now()");
    IssuedCertificate issued = instance.ensure(authority, HOST);
    slow.letGo();

    assertThat(late.orTimeout(30, TimeUnit.SECONDS).join().id()).isEqualTo(issued.id());
    assertThat(instance.count("certificate")).isOne();
  }

  @Test
  void an_attempt_goes_on_when_its_caller_has_left() {
    CountingAuthority slow = new CountingAuthority(instance.localAuthority()).heldBack();
    var left = instance.issuance(slow).ensure(HOST).subscribe().with(issued -> {}, failure -> {});
    slow.awaitAsked();
    left.cancel();
    slow.letGo();

    assertThat(instance.ensure(slow, HOST).host()).isEqualTo(HOST);
    assertThat(slow.asked()).isOne();
  }

  @Test
  void the_answer_comes_on_the_callers_context_even_inside_of_its_own_transaction() {
    Context caller = instance.vertx.getOrCreateContext();
    CompletableFuture<Boolean> same = new CompletableFuture<>();
    caller.runOnContext(
        nothing ->
            instance
                .issuance(authority)
                .ensure(HOST)
                .subscribe()
                .with(
                    issued -> same.complete(Vertx.currentContext() == caller),
                    same::completeExceptionally));
    assertThat(same.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();

    Uni<IssuedCertificate> nested = instance.issuance(authority).ensure(OTHER);
    assertThat(instance.ask(session -> nested.call(() -> session.flush())).host()).isEqualTo(OTHER);
  }

  @Test
  void a_row_copied_to_another_host_does_not_open() {
    instance.ensure(authority, HOST);
    instance.execute("update certificate set policy_host = 'mta-sts.example.org'");
    IssuedCertificate moved =
        instance.ask(s -> instance.certificates.current(s, OTHER)).orElseThrow();
    assertThatExceptionOfType(CannotOpen.class)
        .isThrownBy(() -> instance.renderer.served(moved, 1));
  }

  @Test
  void the_longest_policy_host_gets_one() {
    String label = "a".repeat(62) + ".";
    PolicyHost longest =
        PolicyHost.parse("mta-sts." + label.repeat(3) + "b".repeat(242 - 3 * 63 - 4) + ".com");
    assertThat(longest.value()).hasSize(250);
    assertThat(instance.ensure(authority, longest).host()).isEqualTo(longest);
  }

  private Instance instance(Map<String, String> more) {
    return new Instance(DATABASE.running(), folder, clock, more);
  }

  private List<IssuedCertificate> due() {
    return instance.ask(session -> instance.certificates.due(session, 10));
  }
}
