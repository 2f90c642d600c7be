package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the CNAME records: they are the proof of ownership, so the domain is served for
 * whoever's label they carry.
 */
@ApplicationScoped
class DelegationChange {
  private final Serving serving;
  private final MaxAgeLedger ledger;
  private final ConfigurationHistory history;
  private final CheckSchedule checks;
  private final DomainEvents events;
  private final LifeSettings life;
  private final ZoneSettings zone;

  DelegationChange(
      Serving serving,
      MaxAgeLedger ledger,
      ConfigurationHistory history,
      CheckSchedule checks,
      DomainEvents events,
      LifeSettings life,
      ZoneSettings zone) {
    this.serving = serving;
    this.ledger = ledger;
    this.history = history;
    this.checks = checks;
    this.events = events;
    this.life = life;
    this.zone = zone;
  }

  Uni<Void> follow(
      Mutiny.Session session, HostedDomain domain, DelegationReading reading, Instant now) {
    if (reading.seen() instanceof DelegationSeen.Unknown || !concerned(domain)) {
      return Uni.createFrom().voidItem();
    }
    return reading.seen() instanceof DelegationSeen.Here here
        ? here(session, domain, here.ttl(), now)
        : gone(session, domain, reading.followed(), now);
  }

  /** CNAME records left behind after the end give nothing to anybody. */
  private static boolean concerned(HostedDomain domain) {
    return domain.status() != DomainStatus.INACTIVE || domain.windingDown();
  }

  private Uni<Void> here(Mutiny.Session session, HostedDomain domain, Duration ttl, Instant now) {
    boolean first = domain.verification().delegatedAt() == null;
    Instant lost = domain.verification().delegationLostAt();
    domain.delegationSeen(ttl, now);
    if (first) {
      return takeOver(session, domain, now).chain(() -> serving.publishPolicy(session, domain));
    }
    return lost == null ? Uni.createFrom().voidItem() : followedAgain(session, domain, lost);
  }

  private Uni<Void> followedAgain(Mutiny.Session session, HostedDomain domain, Instant lost) {
    Long released = domain.ids().releasedRevision();
    // While an id is on its way, edges answer what was released before it as well.
    long newest = released == null || !domain.ids().live() ? 0 : released;
    return ledger.reachableAgain(session, domain.id(), newest, lost);
  }

  /** The domain moves in one step, with what senders may hold of it. */
  private Uni<Void> takeOver(Mutiny.Session session, HostedDomain domain, Instant now) {
    return servedFor(session, domain)
        .chain(
            other ->
                other == null || other.id().equals(domain.id())
                    ? Uni.createFrom().voidItem()
                    : serving
                        .move(session, other.id(), domain)
                        .invoke(() -> domain.certified(now))
                        .invoke(() -> domain.takeOver(other))
                        .chain(() -> leave(session, other, now)));
  }

  private static Uni<@Nullable HostedDomain> servedFor(
      Mutiny.Session session, HostedDomain domain) {
    return session
        .createNativeQuery(
            "select domain_id from publication where topic = 'mta-sts.policies' and key = :key and served",
            UUID.class)
        .setParameter("key", domain.domain().value())
        .getSingleResultOrNull()
        .chain(
            id ->
                id == null
                    ? Uni.createFrom().nullItem()
                    : session.find(HostedDomain.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  private Uni<Void> leave(Mutiny.Session session, HostedDomain domain, Instant now) {
    DomainStatus before = domain.status();
    domain.leave(now);
    Finding told = Finding.of(FindingCode.DELEGATED_ELSEWHERE, domain.domain().value());
    return serving
        .withdrawId(session, domain)
        .chain(
            () ->
                history.remember(
                    session, Actor.auto(domain.tenantId()), domain, Action.LEFT, Map.of()))
        .chain(() -> checks.soon(session, domain, now))
        .chain(
            () ->
                events.add(
                    session,
                    domain.id(),
                    "status",
                    Map.of(
                        "status",
                        domain.status().value(),
                        "from",
                        before.value(),
                        "findings",
                        List.of(told)),
                    now));
  }

  private Uni<Void> gone(
      Mutiny.Session session, HostedDomain domain, boolean followed, Instant now) {
    domain.delegationLost(now);
    Instant lost = domain.verification().delegationLostAt();
    if (lost == null) {
      return Uni.createFrom().voidItem();
    }
    return (followed ? followedAgain(session, domain, lost) : notFollowed(session, domain, now))
        .chain(() -> ledger.enforcedUntil(session, domain.id(), now))
        .chain(
            held ->
                now.isAfter(lost.plus(life.lostServedFor())) && !held.isAfter(now)
                    ? end(session, domain, now)
                    : Uni.createFrom().voidItem());
  }

  /**
   * The records may have gone a moment ago only, and be in caches; the TXT record behind them too.
   */
  private Uni<Void> notFollowed(Mutiny.Session session, HostedDomain domain, Instant now) {
    Instant since = now.plus(domain.verification().cachedFor()).plusSeconds(zone.txtTtl());
    return ledger.unreachableSince(session, domain.id(), since);
  }

  /** Lost for so long that nobody can hold anything any more. */
  private Uni<Void> end(Mutiny.Session session, HostedDomain domain, Instant now) {
    domain.leave(now);
    return serving
        .withdrawId(session, domain)
        .chain(() -> serving.withdrawPolicy(session, domain))
        .chain(
            () ->
                history.remember(
                    session, Actor.auto(domain.tenantId()), domain, Action.LEFT, Map.of()));
  }

  /**
   * Whether both CNAME records carry the label of another account's domain of this name. That one
   * is looked at soon; who it is, is never told.
   */
  Uni<Boolean> elsewhere(Mutiny.Session session, HostedDomain domain, DelegationSeen seen) {
    if (!(seen instanceof DelegationSeen.Elsewhere other)) {
      return Uni.createFrom().item(false);
    }
    return session
        .createSelectionQuery(
            "from HostedDomain where label = :label and name = :name and removedAt is null",
            HostedDomain.class)
        .setParameter("label", other.label())
        .setParameter("name", domain.domain().value())
        .getSingleResultOrNull()
        .map(found -> found != null);
  }
}
