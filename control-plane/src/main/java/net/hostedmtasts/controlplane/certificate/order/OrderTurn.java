package net.hostedmtasts.controlplane.certificate.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AskedFor;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.Certificates;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.NewKey;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.WorkerThread;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.limit.AuthorityUse;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import org.jspecify.annotations.Nullable;

/**
 * One turn of an order: steps, each kept before the next is taken, until somebody else has to do
 * something.
 */
@ApplicationScoped
class OrderTurn {
  /**
   * More steps than any order has, and with their pauses shorter than a turn may be: an authority
   * that takes its time or leads in circles ends with it.
   */
  private static final int MOST_STEPS = 30;

  /** Shorter pauses are waited for within the turn. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private static final Answered NOTHING_ANSWERED = new Answered(Optional.empty(), false);

  /** What every edge was seen to answer in this turn, and whether the authority was told. */
  private record Answered(Optional<Challenge> challenge, boolean told) {
    static Answered by(Challenge challenge) {
      return new Answered(Optional.of(challenge), false);
    }

    Answered andTold() {
      return new Answered(challenge, true);
    }
  }

  private final OrderRows rows;
  private final Authorities authorities;
  private final OrderGate gate;
  private final AuthorityUse use;
  private final Certificates certificates;
  private final OrderFailures failures;
  private final RenewalSchedule renewal;
  private final KeyEncryption atRest;
  private final Wake wake;
  private final Clock clock;
  private final MeterRegistry metrics;

  OrderTurn(
      OrderRows rows,
      Authorities authorities,
      OrderGate gate,
      AuthorityUse use,
      Certificates certificates,
      OrderFailures failures,
      RenewalSchedule renewal,
      KeyEncryption atRest,
      Wake wake,
      Clock clock,
      MeterRegistry metrics) {
    this.rows = rows;
    this.authorities = authorities;
    this.gate = gate;
    this.use = use;
    this.certificates = certificates;
    this.failures = failures;
    this.renewal = renewal;
    this.atRest = atRest;
    this.wake = wake;
    this.clock = clock;
    this.metrics = metrics;
  }

  Uni<Void> take(ClaimedOrder claimed) {
    return rows.change(claimed, this::leaveUnknownAuthority)
        .chain(order -> withKey(claimed, order))
        .chain(order -> step(claimed, order, NOTHING_ANSWERED, 0))
        .onFailure(OrderRows.TurnLost.class)
        .recoverWithNull();
  }

  /** What one authority has is nothing that another may be asked about. */
  private void leaveUnknownAuthority(CertificateOrder order) {
    if (order.authority().isPresent()) {
      order.ask(authorities.of(order.authority()).name());
    }
  }

  private Uni<CertificateOrder> withKey(ClaimedOrder claimed, CertificateOrder order) {
    return order.request().isPresent()
        ? Uni.createFrom().item(order)
        : WorkerThread.run(() -> NewKey.of(claimed.host(), atRest))
            .chain(key -> rows.change(claimed, row -> row.key(key)));
  }

  /**
   * Asks for the next step.
   *
   * @param answered the challenge that every edge was seen to answer in this turn
   */
  private Uni<Void> step(
      ClaimedOrder claimed, CertificateOrder order, Answered answered, int steps) {
    CertificateAuthority authority = authorities.of(order.authority());
    if (steps == MOST_STEPS) {
      return pause(claimed, SHORT);
    }
    return (order.orderUrl().isPresent()
            ? Uni.createFrom().item(order)
            : gate.toOrder(claimed, order, authority))
        .chain(
            row ->
                replaced(row, authority)
                    .chain(
                        replaces ->
                            authority.step(
                                row.progress(answered.challenge(), answered.told(), replaces)))
                    .onItemOrFailure()
                    .call((step, failure) -> notBegun(row, authority, step))
                    .onFailure(OrderTurn::failedThere)
                    .call(
                        () ->
                            use.note(authority.name(), AuthorityUse.Kind.FAILURE, claimed.host())))
        .chain(step -> follow(claimed, order, authority, step, answered, steps))
        .onFailure(NotYet.class)
        .recoverWithUni(why -> waits(claimed, why.why(), why.until()))
        .onFailure(NotIssued.class)
        .recoverWithUni(why -> failed(claimed, order, authority, why, steps));
  }

  /** The certificate that a new order there is to replace. */
  private Uni<Optional<X509Certificate>> replaced(
      CertificateOrder order, CertificateAuthority authority) {
    return order.orderUrl().isPresent() || authority.limits().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : rows.read(session -> certificates.newest(session, order.host()))
            .map(
                newest ->
                    newest
                        .filter(one -> one.authority().equals(authority.name()))
                        .map(one -> one.chain().leaf()));
  }

  private Uni<Void> notBegun(
      CertificateOrder order, CertificateAuthority authority, @Nullable OrderStep step) {
    return order.orderUrl().isPresent() || step instanceof OrderStep.Ordered
        ? Uni.createFrom().voidItem()
        : gate.notBegun(authority, order);
  }

  private static boolean failedThere(Throwable failure) {
    return failure instanceof NotIssued why
        && (why.reason() == NotIssued.Reason.CHALLENGE_FAILED
            || why.reason() == NotIssued.Reason.NOT_RESOLVED);
  }

  private Uni<Void> follow(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      OrderStep step,
      Answered answered,
      int steps) {
    if (step instanceof OrderStep.Ordered ordered) {
      return rows.change(
              claimed,
              row -> {
                row.ask(authority.name());
                row.ordered(ordered.url());
              })
          .chain(row -> step(claimed, row, NOTHING_ANSWERED, steps + 1));
    }
    if (step instanceof OrderStep.Ready) {
      return rows.change(claimed, row -> row.finalized(clock.instant()))
          .chain(row -> step(claimed, row, answered, steps + 1));
    }
    if (step instanceof OrderStep.Answer answer) {
      return rows.change(claimed, row -> row.challenged(answer.challenge()))
          .chain(row -> gate.toBeLookedAt(claimed, row, authority, answer.challenge()))
          .chain(row -> step(claimed, row, Answered.by(answer.challenge()), steps + 1));
    }
    if (step instanceof OrderStep.Told) {
      return later(SHORT).chain(() -> step(claimed, order, answered.andTold(), steps + 1));
    }
    if (step instanceof OrderStep.Busy busy) {
      return busy.pause().compareTo(SHORT) > 0
          ? pause(claimed, busy.pause())
          : later(busy.pause()).chain(() -> step(claimed, order, answered, steps + 1));
    }
    return accept(claimed, order, authority, ((OrderStep.Issued) step).chain());
  }

  private Uni<Void> waits(ClaimedOrder claimed, Finding why, Instant until) {
    return rows.change(
            claimed,
            row -> {
              row.waits(List.of(why));
              row.next(until);
            })
        .replaceWithVoid();
  }

  private Uni<Void> pause(ClaimedOrder claimed, Duration pause) {
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return rows.change(claimed, row -> row.next(clock.instant().plus(bounded))).replaceWithVoid();
  }

  private Uni<Void> accept(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      CertificateChain chain) {
    CertificateRequest asked = order.request().orElseThrow();
    return WorkerThread.run(
            () -> {
              Instant now = clock.instant();
              AskedFor.require(asked, chain.leaf(), now);
              return renewal.time(chain.leaf(), now);
            })
        .chain(
            renewAt ->
                rows.change(
                    claimed,
                    (session, row) ->
                        certificates
                            .add(session, issued(row, authority, chain, renewAt))
                            .invoke(issued -> row.issued(issued.id()))
                            .replaceWithVoid()))
        .call(() -> use.note(authority.name(), AuthorityUse.Kind.CERTIFICATE, claimed.host()))
        .invoke(
            () -> {
              metrics.counter("certificates.issued", "authority", authority.name()).increment();
              wake.committed();
            })
        .replaceWithVoid();
  }

  /** With the key as the locked row has it: it may have been sealed anew since the turn began. */
  private IssuedCertificate issued(
      CertificateOrder row,
      CertificateAuthority authority,
      CertificateChain chain,
      Instant renewAt) {
    return new IssuedCertificate(
        row.host(), chain, row.sealedKey(), authority.name(), clock.instant(), renewAt);
  }

  private Uni<Void> failed(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      NotIssued why,
      int steps) {
    return failures
        .note(claimed, order, authority, why)
        .chain(
            next ->
                next.map(row -> step(claimed, row, NOTHING_ANSWERED, steps + 1))
                    .orElseGet(() -> Uni.createFrom().voidItem()));
  }

  private static Uni<Void> later(Duration pause) {
    return pause.isZero()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().voidItem().onItem().delayIt().by(pause);
  }
}
