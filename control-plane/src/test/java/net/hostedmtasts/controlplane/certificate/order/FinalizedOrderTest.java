package net.hostedmtasts.controlplane.certificate.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.Instance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.MovableClock;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An order that its authority may have signed, and an authority that is away (issue 5: "Work that
 * survives").
 */
class FinalizedOrderTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final PolicyHost HOST = PolicyHost.parse("mta-sts.example.com");
  private static final String ORDER = "https://ca.example/order/1";

  @TempDir Path folder;
  private final NotIssued away =
      NotIssued.because(HOST, Reason.UNAVAILABLE, "it cannot be reached");
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
  void an_authority_that_is_away_keeps_its_order_because_it_may_have_signed() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Ready())
            .refuses(away)
            .signs();
    ScriptedAuthority second = new ScriptedAuthority("second", local);
    orders.want(HOST);
    orders.turn(authority, second);
    assertThat(authority.asked()).extracting(OrderProgress::finalized).endsWith(false, true);
    assertThat(orders.row(HOST).orderUrl()).contains(ORDER);

    orders.hurry();
    orders.turn(authority, second);
    assertThat(authority.asked().get(3).orderUrl()).contains(ORDER);
    assertThat(newest(HOST).authority()).isEqualTo("acme");
  }

  /** Never a second finalized order: there is nobody else to go to, however long it is away. */
  @Test
  void the_only_authority_is_waited_for_with_the_order_that_it_may_have_signed() {
    ScriptedAuthority authority =
        new ScriptedAuthority("acme", local)
            .says(new OrderStep.Ordered(ORDER))
            .says(new OrderStep.Ready());
    for (int failure = 0; failure < 8; failure++) {
      authority.refuses(away);
    }
    authority.signs();
    orders.want(HOST);
    for (int turn = 0; turn < 9; turn++) {
      orders.turn(authority);
      clock.pass(Duration.ofHours(20));
      orders.hurry();
    }
    assertThat(authority.asked().stream().skip(1))
        .hasSize(10)
        .allMatch(one -> one.orderUrl().equals(Optional.of(ORDER)));
    assertThat(newest(HOST).authority()).isEqualTo("acme");
  }

  @Test
  void an_order_that_nobody_was_asked_to_sign_goes_to_the_next_authority_at_once() {
    ScriptedAuthority first =
        new ScriptedAuthority("first", local).says(new OrderStep.Ordered(ORDER)).refuses(away);
    orders.want(HOST);
    orders.turn(first, new ScriptedAuthority("second", local).signs());
    assertThat(newest(HOST).authority()).isEqualTo("second");
  }

  /** A domain without a certificate is worth the risk of one that nobody uses. */
  @Test
  void after_the_growing_pauses_a_host_without_a_certificate_goes_to_the_next_authority() {
    ScriptedAuthority first = mayHaveSigned().refuses(away).refuses(away);
    ScriptedAuthority second = new ScriptedAuthority("second", local).signs();
    orders.want(HOST);
    orders.turn(first, second);
    clock.pass(Duration.ofSeconds(59));
    orders.hurry();
    orders.turn(first, second);
    assertThat(orders.row(HOST).orderUrl()).contains(ORDER);

    first.refuses(away);
    clock.pass(Duration.ofSeconds(2));
    orders.hurry();
    orders.turn(first, second);
    assertThat(newest(HOST).authority()).isEqualTo("second");
  }

  @Test
  void a_host_whose_certificate_is_good_for_long_waits_for_what_may_have_been_signed() {
    Instant notAfter = instance.issue(instance.localAuthority(), HOST).notAfter();
    ScriptedAuthority first = mayHaveSigned().refuses(away).refuses(away).refuses(away);
    ScriptedAuthority second = new ScriptedAuthority("second", local).signs();
    orders.want(HOST);
    orders.turn(first, second);
    clock.pass(Duration.ofDays(30));
    orders.hurry();
    orders.turn(first, second);
    assertThat(orders.row(HOST).orderUrl()).contains(ORDER);

    clock.pass(Duration.between(clock.instant(), notAfter.minus(Duration.ofDays(20))));
    orders.hurry();
    orders.turn(first, second);
    assertThat(newest(HOST).authority()).isEqualTo("second");
  }

  /** What an authority says of an order is over: nothing can have been signed, or it is known. */
  @Test
  void an_order_that_its_authority_says_is_over_is_forgotten_at_once() {
    ScriptedAuthority authority = mayHaveSigned().refuses(away.andOrderIsOver()).signs();
    orders.want(HOST);
    orders.turn(authority);
    assertThat(orders.row(HOST).orderUrl()).isEmpty();
    orders.hurry();
    orders.turn(authority);
    assertThat(authority.asked().get(3).orderUrl()).isEmpty();
    assertThat(authority.asked().get(3).finalized()).isFalse();
  }

  @Test
  void an_order_of_an_authority_that_is_not_used_any_more_is_nothing_to_ask_another_about() {
    orders.want(HOST);
    orders.turn(mayHaveSigned().refuses(away));
    orders.hurry();
    ScriptedAuthority other = new ScriptedAuthority("other", local).signs();
    orders.turn(other);
    assertThat(other.asked().get(0).orderUrl()).isEmpty();
  }

  private ScriptedAuthority mayHaveSigned() {
    return new ScriptedAuthority("acme", local)
        .says(new OrderStep.Ordered(ORDER))
        .says(new OrderStep.Ready());
  }

  private IssuedCertificate newest(PolicyHost host) {
    return instance.ask(session -> instance.certificates().newest(session, host)).orElseThrow();
  }
}
