package net.hostedmtasts.controlplane.certificate.order;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.certificate.limit.AuthorityUse;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

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
  private final Clock clock;
  private final MeterRegistry metrics;

  OrderGate(
      OrderRows rows,
      Readiness readiness,
      AuthorityUse use,
      OrderNews news,
      Clock clock,
      MeterRegistry metrics) {
    this.rows = rows;
    this.readiness = readiness;
    this.use = use;
    this.news = news;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Before a new order. */
  Uni<CertificateOrder> toOrder(
      ClaimedOrder claimed, CertificateOrder order, CertificateAuthority authority) {
    // Nobody outside is asked anything for an order that has to wait.
    return requireRoom(authority, order, use::fullUntil)
        .chain(() -> authority.prepare(order.host()))
        .chain(() -> readiness.recordsShown(authority, order.host(), order.dueAt()))
        .chain(without -> goOn(claimed, order, without))
        .call(() -> readiness.mayOrder(authority, order.host()))
        .call(() -> requireRoom(authority, order, use::takeRoom));
  }

  /** After {@link #toOrder}, where the authority has begun no order after all. */
  Uni<Void> notBegun(CertificateAuthority authority, CertificateOrder order) {
    return authority.limits().isEmpty()
        ? Uni.createFrom().voidItem()
        : use.giveBack(authority.name(), order.host());
  }

  private interface Room {
    Uni<Optional<Instant>> fullUntil(
        String authority, AcmeSettings.Limits limits, CertifiedHost host);
  }

  private Uni<Void> requireRoom(CertificateAuthority authority, CertificateOrder order, Room room) {
    return authority
        .limits()
        .map(limits -> room.fullUntil(authority.name(), limits, order.host()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .invoke(
            full -> {
              if (full.isPresent()) {
                throw full(authority, order, full.get());
              }
            })
        .replaceWithVoid();
  }

  private NotYet full(CertificateAuthority authority, CertificateOrder order, Instant until) {
    return new NotYet(
        Finding.of(
            FindingCode.AUTHORITY_RATE_LIMITED,
            order.host().value(),
            Found.at(
                clock.instant(),
                "certificate authority " + authority.name(),
                "its limit has room for this order at " + until)),
        until);
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
