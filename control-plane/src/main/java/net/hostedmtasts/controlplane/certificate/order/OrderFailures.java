package net.hostedmtasts.controlplane.certificate.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.Certificates;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import org.jboss.logging.Logger;

/** Takes an attempt that failed to the next authority, or puts down why it has to wait. */
@Singleton
final class OrderFailures {
  private static final Logger LOG = Logger.getLogger(OrderFailures.class);

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final OrderRows rows;
  private final Authorities authorities;
  private final Certificates certificates;
  private final BackOff backOff;
  private final OrderNews news;
  private final Clock clock;
  private final MeterRegistry metrics;

  OrderFailures(
      OrderRows rows,
      Authorities authorities,
      Certificates certificates,
      BackOff backOff,
      OrderNews news,
      Clock clock,
      MeterRegistry metrics) {
    this.rows = rows;
    this.authorities = authorities;
    this.certificates = certificates;
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
    return keeps(order, why)
        .chain(
            kept ->
                next(authority, why, kept)
                    .map(
                        other ->
                            rows.change(claimed, row -> row.ask(other.name())).map(Optional::of))
                    .orElseGet(() -> giveUp(claimed, authority, why, kept)));
  }

  /** Who is asked at once instead. */
  private Optional<CertificateAuthority> next(
      CertificateAuthority authority, NotIssued why, boolean kept) {
    return why.reason().ofAuthority() && !kept ? authorities.after(authority) : Optional.empty();
  }

  /**
   * Whether the order is gone on with at its authority.
   *
   * <p>One that the authority may be signing is: its answer is lost, its certificate is not, and
   * another order would make two certificates of one. Only where there is another authority, and
   * this one was waited for, does a host that needs a certificate now go on there: the worst of it
   * is a certificate that nobody uses, while a host without one loses its policy. A host whose
   * certificate has more than a quarter of its life left has time.
   *
   * <p>One that nobody asked to sign yet is left as soon as another authority can be asked: nothing
   * is signed twice.
   */
  private Uni<Boolean> keeps(CertificateOrder order, NotIssued why) {
    if (order.orderUrl().isEmpty() || why.orderIsOver()) {
      return Uni.createFrom().item(false);
    }
    if (order.finalizedAt().isEmpty()) {
      return Uni.createFrom().item(authorities.alone() && comesBack(why));
    }
    Instant now = clock.instant();
    if (authorities.alone() || now.isBefore(order.finalizedAt().get().plus(backOff.patience()))) {
      return Uni.createFrom().item(true);
    }
    return rows.read(session -> certificates.newest(session, order.host()))
        .map(newest -> newest.filter(one -> now.isBefore(one.lastQuarter())).isPresent());
  }

  /** Whether the authority says nothing of the order itself, which may well come on later. */
  private static boolean comesBack(NotIssued why) {
    return why.reason() == NotIssued.Reason.UNAVAILABLE
        || why.reason() == NotIssued.Reason.RATE_LIMITED;
  }

  private Uni<Optional<CertificateOrder>> giveUp(
      ClaimedOrder claimed, CertificateAuthority authority, NotIssued why, boolean kept) {
    return rows.change(
            claimed,
            (session, row) -> {
              if (!kept) {
                row.ask(authorities.first().name());
                row.beginAnew();
              }
              putOff(row, authority, why);
              return news.told(session, claimed.host());
            })
        .map(row -> Optional.empty());
  }

  private void putOff(CertificateOrder row, CertificateAuthority authority, NotIssued why) {
    Instant now = clock.instant();
    Optional<Instant> retryAt = BackOff.believed(why.retryAt(), now);
    row.failed(OrderFindings.of(row.host(), authority.name(), why, now), retryAt, now);
    if (why.reason() == NotIssued.Reason.CHALLENGE_FAILED) {
      row.challengeFailed();
    }
    row.next(
        backOff.next(row.failures(), row.failingSince(), retryAt, now).orElse(now.plus(FOR_EVER)));
  }
}
