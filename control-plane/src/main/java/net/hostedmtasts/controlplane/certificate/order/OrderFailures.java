package net.hostedmtasts.controlplane.certificate.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import org.jboss.logging.Logger;

/** Takes an attempt that failed to the next authority, or puts down why it has to wait. */
@Singleton
final class OrderFailures {
  private static final Logger LOG = Logger.getLogger(OrderFailures.class);

  /** After so many failures an authority that is away is not waited for any more. */
  private static final int KEPT_FOR_FAILURES = 3;

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final OrderRows rows;
  private final Authorities authorities;
  private final BackOff backOff;
  private final OrderNews news;
  private final Clock clock;
  private final MeterRegistry metrics;

  OrderFailures(
      OrderRows rows,
      Authorities authorities,
      BackOff backOff,
      OrderNews news,
      Clock clock,
      MeterRegistry metrics) {
    this.rows = rows;
    this.authorities = authorities;
    this.backOff = backOff;
    this.news = news;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The order where another authority is to be asked at once; empty where its turn is over. */
  Uni<Optional<CertificateOrder>> note(
      ClaimedOrder claimed, CertificateOrder order, CertificateAuthority authority, NotIssued why) {
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
        ? rows.change(claimed, row -> row.ask(next.get().name())).map(Optional::of)
        : rows.change(
                claimed,
                (session, row) -> {
                  giveUp(row, authority, why);
                  return news.told(session, claimed.host());
                })
            .map(row -> Optional.empty());
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
    Optional<Instant> retryAt = BackOff.believed(why.retryAt(), now);
    row.failed(OrderFindings.of(row.host(), authority.name(), why, now), retryAt, now);
    row.next(
        backOff.next(row.failures(), row.failingSince(), retryAt, now).orElse(now.plus(FOR_EVER)));
  }
}
