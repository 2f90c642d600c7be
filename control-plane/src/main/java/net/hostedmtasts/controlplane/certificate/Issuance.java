package net.hostedmtasts.controlplane.certificate;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sees to it that a policy host has a certificate. One attempt is three steps, each safe to be the
 * last: the order with its key is committed, the authority is asked outside of any transaction, the
 * certificate takes the order's place. Keys and signatures are made on worker threads.
 */
@Singleton
public final class Issuance {
  private static final Logger LOG = Logger.getLogger(Issuance.class);

  /**
   * Beyond the lease of an order: what a killed instance left behind can be gone on with in time.
   */
  private static final Duration BEYOND_LEASE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final OwnTransaction transactions;
  private final Certificates certificates;
  private final CertificateOrders orders;
  private final CertificateAuthority authority;
  private final KeyEncryption atRest;
  private final Duration patience;
  private final Clock clock;
  private final MeterRegistry metrics;

  Issuance(
      OwnTransaction transactions,
      Certificates certificates,
      CertificateOrders orders,
      CertificateAuthority authority,
      KeyEncryption atRest,
      CertificateSettings settings,
      Clock clock,
      MeterRegistry metrics) {
    this.transactions = transactions;
    this.certificates = certificates;
    this.orders = orders;
    this.authority = authority;
    this.atRest = atRest;
    this.patience = settings.orderLease().plus(BEYOND_LEASE);
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * The host's current certificate; a new one where there is none or it is due for renewal. A
   * failed renewal is logged and counted, and answered with the certificate still in date. Opens
   * transactions of its own: call it outside of one.
   *
   * @return comes on the caller's Vert.x context; fails with {@link NotIssued}
   */
  public Uni<IssuedCertificate> ensure(PolicyHost host) {
    // Not cancelled with its caller: an attempt that has begun would keep the order until its lease
    // ends.
    Uni<IssuedCertificate> detached =
        Uni.createFrom()
            .emitter(
                emitter ->
                    ensure(host, System.nanoTime() + patience.toNanos())
                        .subscribe()
                        .with(emitter::complete, emitter::fail));
    return OwnTransaction.answeredToCaller(detached);
  }

  private Uni<IssuedCertificate> ensure(PolicyHost host, long deadline) {
    return transactions
        .run(session -> certificates.current(session, host))
        .chain(
            current ->
                current.filter(this::fresh).isPresent()
                    ? Uni.createFrom().item(current.get())
                    : order(host)
                        .onFailure(failure -> inProgress(failure) && System.nanoTime() < deadline)
                        .recoverWithUni(() -> ensureLater(host, deadline))
                        .onFailure(NotIssued.class)
                        .recoverWithUni(failure -> stillServed(current, failure)));
  }

  private Uni<IssuedCertificate> ensureLater(PolicyHost host, long deadline) {
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(PAUSE)
        .chain(() -> ensure(host, deadline));
  }

  private Uni<IssuedCertificate> stillServed(
      Optional<IssuedCertificate> current, NotIssued failure) {
    return current
        .filter(certificate -> certificate.inDate(clock.instant()))
        .map(certificate -> Uni.createFrom().item(certificate))
        .orElseGet(() -> Uni.createFrom().failure(failure));
  }

  private Uni<IssuedCertificate> order(PolicyHost host) {
    return onWorker(() -> NewOrder.of(host, atRest))
        .chain(order -> transactions.run(session -> claim(session, order)))
        .chain(
            order ->
                authority
                    .issue(order.request())
                    .chain(chain -> onWorker(() -> accept(order, chain)))
                    .chain(issued -> transactions.run(session -> store(session, order, issued)))
                    .onFailure()
                    .call(failure -> giveUp(order, failure)))
        .invoke(issued -> metrics.counter("certificates.issued").increment());
  }

  private Uni<CertificateOrder> claim(Mutiny.Session session, NewOrder order) {
    PolicyHost host = order.request().host();
    return orders
        .claim(session, order.request(), order.key())
        .map(claimed -> claimed.orElseThrow(() -> NotIssued.inProgress(host)))
        .call(
            claimed ->
                certificates
                    .current(session, host)
                    .invoke(
                        current -> {
                          // Another attempt ended between our look and our claim, which is undone
                          // with this transaction: look again.
                          if (current.filter(this::fresh).isPresent()) {
                            throw NotIssued.inProgress(host);
                          }
                        }));
  }

  private IssuedCertificate accept(CertificateOrder order, CertificateChain chain) {
    Instant now = clock.instant();
    AskedFor.require(order.request(), chain.leaf(), now);
    return new IssuedCertificate(order.host(), chain, order.sealedKey(), authority.name(), now);
  }

  private Uni<IssuedCertificate> store(
      Mutiny.Session session, CertificateOrder order, IssuedCertificate issued) {
    return orders
        .finish(session, order)
        .chain(
            held ->
                held
                    ? certificates.add(session, issued)
                    : Uni.createFrom().failure(NotIssued.inProgress(order.host())));
  }

  private Uni<Void> giveUp(CertificateOrder order, Throwable failure) {
    String reason =
        failure instanceof NotIssued refusal
            ? refusal.reason().name()
            : failure.getClass().getName();
    LOG.warnf(
        "No certificate was issued: host %s, attempt %d, reason %s",
        order.host().value(), order.fence(), reason);
    metrics
        .counter("certificates.failed", "reason", failure instanceof NotIssued ? reason : "BUG")
        .increment();
    // The first failure is the one to tell; an order that cannot be released now ends with its
    // lease.
    return transactions
        .run(session -> orders.release(session, order))
        .onFailure()
        .recoverWithNull();
  }

  private boolean fresh(IssuedCertificate certificate) {
    return certificate.fresh(clock.instant());
  }

  private static boolean inProgress(Throwable failure) {
    return failure instanceof NotIssued notIssued
        && notIssued.reason() == NotIssued.Reason.IN_PROGRESS;
  }

  private static <T> Uni<T> onWorker(Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
