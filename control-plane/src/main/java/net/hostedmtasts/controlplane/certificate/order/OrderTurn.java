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
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import org.jboss.logging.Logger;

/**
 * One turn of an order: steps, each kept before the next is taken, until somebody else has to do
 * something.
 */
@ApplicationScoped
class OrderTurn {
  private static final Logger LOG = Logger.getLogger(OrderTurn.class);

  /**
   * More steps than any order has, and with their pauses shorter than a turn may be: an authority
   * that takes its time or leads in circles ends with it.
   */
  private static final int MOST_STEPS = 30;

  /** Shorter pauses are waited for within the turn. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** After so many failures an authority that is away is not waited for any more. */
  private static final int KEPT_FOR_FAILURES = 3;

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  private final OrderRows rows;
  private final Authorities authorities;
  private final Readiness readiness;
  private final AuthorityUse use;
  private final Certificates certificates;
  private final BackOff backOff;
  private final RenewalSchedule renewal;
  private final OrderNews news;
  private final KeyEncryption atRest;
  private final Wake wake;
  private final Clock clock;
  private final MeterRegistry metrics;

  OrderTurn(
      OrderRows rows,
      Authorities authorities,
      Readiness readiness,
      AuthorityUse use,
      Certificates certificates,
      BackOff backOff,
      RenewalSchedule renewal,
      OrderNews news,
      KeyEncryption atRest,
      Wake wake,
      Clock clock,
      MeterRegistry metrics) {
    this.rows = rows;
    this.authorities = authorities;
    this.readiness = readiness;
    this.use = use;
    this.certificates = certificates;
    this.backOff = backOff;
    this.renewal = renewal;
    this.news = news;
    this.atRest = atRest;
    this.wake = wake;
    this.clock = clock;
    this.metrics = metrics;
  }

  Uni<Void> take(ClaimedOrder claimed) {
    return rows.read(claimed)
        .chain(order -> withKey(claimed, order))
        .chain(order -> step(claimed, order, Optional.empty(), 0))
        .onFailure(OrderRows.TurnLost.class)
        .recoverWithNull();
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
      ClaimedOrder claimed, CertificateOrder order, Optional<Challenge> answered, int steps) {
    CertificateAuthority authority = authorities.of(order.authority());
    if (steps == MOST_STEPS) {
      return pause(claimed, SHORT);
    }
    return (order.orderUrl().isPresent()
            ? Uni.createFrom().voidItem()
            : readiness.toOrder(authority, claimed.host()))
        .chain(
            () ->
                replaced(order, authority)
                    .chain(replaces -> authority.step(order.progress(answered, replaces)))
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

  private static boolean failedThere(Throwable failure) {
    return failure instanceof NotIssued why && why.reason() == NotIssued.Reason.CHALLENGE_FAILED;
  }

  private Uni<Void> follow(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      OrderStep step,
      Optional<Challenge> answered,
      int steps) {
    if (step instanceof OrderStep.Ordered ordered) {
      return rows.change(
              claimed,
              row -> {
                row.ask(authority.name());
                row.ordered(ordered.url());
              })
          .call(() -> use.note(authority.name(), AuthorityUse.Kind.ORDER, claimed.host()))
          .chain(row -> step(claimed, row, Optional.empty(), steps + 1));
    }
    if (step instanceof OrderStep.Forgotten) {
      return rows.change(
              claimed,
              row -> {
                row.beginAnew();
                row.next(clock.instant().plus(SHORT));
              })
          .replaceWithVoid();
    }
    if (step instanceof OrderStep.Answer answer) {
      return rows.change(claimed, row -> row.challenged(answer.challenge()))
          .call(row -> readiness.toBeLookedAt(claimed.host(), row.dueAt(), answer.challenge()))
          .chain(row -> step(claimed, row, Optional.of(answer.challenge()), steps + 1));
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
              return new IssuedCertificate(
                  claimed.host(),
                  chain,
                  order.sealedKey(),
                  authority.name(),
                  now,
                  renewal.time(chain.leaf(), now));
            })
        .chain(
            issued ->
                rows.change(
                    claimed,
                    (session, row) ->
                        certificates
                            .add(session, issued)
                            .invoke(() -> row.issued(issued.id()))
                            .replaceWithVoid()))
        .call(() -> use.note(authority.name(), AuthorityUse.Kind.CERTIFICATE, claimed.host()))
        .invoke(
            () -> {
              metrics.counter("certificates.issued", "authority", authority.name()).increment();
              wake.committed();
            })
        .replaceWithVoid();
  }

  private Uni<Void> failed(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      NotIssued why,
      int steps) {
    LOG.warnf(
        "Certificate authority %s: %s (%s)", authority.name(), why.getMessage(), why.reason());
    metrics
        .counter(
            "certificates.failed", "authority", authority.name(), "reason", why.reason().name())
        .increment();
    Optional<CertificateAuthority> next =
        why.reason().ofAuthority() && !mayHaveSigned(order, why)
            ? authorities.after(authority)
            : Optional.empty();
    return next.isPresent()
        ? rows.change(claimed, row -> row.ask(next.get().name()))
            .chain(row -> step(claimed, row, Optional.empty(), steps + 1))
        : rows.change(
                claimed,
                (session, row) -> {
                  giveUp(row, authority, why);
                  return news.failed(session, claimed.host());
                })
            .replaceWithVoid();
  }

  /**
   * An authority that is away may have signed before: its order is kept for a while, so that there
   * are no two certificates for one.
   */
  private static boolean mayHaveSigned(CertificateOrder order, NotIssued why) {
    return why.reason() == NotIssued.Reason.UNAVAILABLE
        && order.orderUrl().isPresent()
        && order.failures() < KEPT_FOR_FAILURES;
  }

  private void giveUp(CertificateOrder row, CertificateAuthority authority, NotIssued why) {
    Instant now = clock.instant();
    if (!mayHaveSigned(row, why)) {
      row.ask(authorities.first().name());
      row.beginAnew();
    }
    row.failed(OrderFindings.of(row.host(), authority.name(), why, now), why.retryAt(), now);
    row.next(
        backOff
            .next(row.failures(), row.failingSince(), why.retryAt(), now)
            .orElse(now.plus(Duration.ofDays(36_500))));
  }

  private static Uni<Void> later(Duration pause) {
    return pause.isZero()
        ? Uni.createFrom().voidItem()
        : Uni.createFrom().voidItem().onItem().delayIt().by(pause);
  }
}
