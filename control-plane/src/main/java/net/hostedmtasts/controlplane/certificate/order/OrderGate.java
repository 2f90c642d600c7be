package net.hostedmtasts.controlplane.certificate.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.finding.Finding;

/**
 * Lets an order on to its authority when everything is ready. What it goes on without is kept and
 * told before anybody looks: it is the reason if it fails.
 */
@Singleton
final class OrderGate {
  private final OrderRows rows;
  private final Readiness readiness;
  private final AuthorityUse use;
  private final OrderNews news;
  private final MeterRegistry metrics;

  OrderGate(
      OrderRows rows,
      Readiness readiness,
      AuthorityUse use,
      OrderNews news,
      MeterRegistry metrics) {
    this.rows = rows;
    this.readiness = readiness;
    this.use = use;
    this.news = news;
    this.metrics = metrics;
  }

  /** Before a new order. */
  Uni<CertificateOrder> toOrder(
      ClaimedOrder claimed, CertificateOrder order, CertificateAuthority authority) {
    return readiness
        .recordsShown(authority, order.host(), order.dueAt())
        .chain(without -> goOn(claimed, order, without))
        .call(() -> readiness.mayOrder(authority, order.host()))
        .call(() -> requireRoom(authority, order));
  }

  private Uni<Void> requireRoom(CertificateAuthority authority, CertificateOrder order) {
    return authority
        .limits()
        .map(limits -> use.requireRoom(authority.name(), limits, order.host()))
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  /** Before the authority is told to look for the challenge. */
  Uni<CertificateOrder> toBeLookedAt(
      ClaimedOrder claimed,
      CertificateOrder order,
      CertificateAuthority authority,
      Challenge challenge) {
    return readiness
        .given(authority, order.host(), order.dueAt(), challenge)
        .chain(without -> goOn(claimed, order, without))
        .call(() -> readiness.answered(order.host(), challenge));
  }

  private Uni<CertificateOrder> goOn(
      ClaimedOrder claimed, CertificateOrder order, List<Finding> without) {
    if (without.isEmpty() && order.despite().isEmpty()) {
      return Uni.createFrom().item(order);
    }
    boolean isNew = order.despite().isEmpty();
    if (isNew) {
      metrics.counter("certificates.silent.edges.not.awaited").increment();
    }
    return rows.change(
        claimed,
        (session, row) -> {
          row.goOnDespite(without);
          return isNew ? news.told(session, claimed.host()) : Uni.createFrom().voidItem();
        });
  }
}
