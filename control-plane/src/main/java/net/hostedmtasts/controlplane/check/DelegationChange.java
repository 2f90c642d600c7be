package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What follows from the CNAME records: they are the proof of ownership, so the domain is served for
 * whoever's label they carry.
 */
@ApplicationScoped
class DelegationChange {
  private final Serving serving;
  private final TakeOver takeOver;
  private final MaxAgeLedger ledger;
  private final ConfigurationHistory history;
  private final DomainEvents events;
  private final CheckSchedule checks;
  private final CheckSettings settings;
  private final LifeSettings life;
  private final ZoneSettings zone;

  DelegationChange(
      Serving serving,
      TakeOver takeOver,
      MaxAgeLedger ledger,
      ConfigurationHistory history,
      DomainEvents events,
      CheckSchedule checks,
      CheckSettings settings,
      LifeSettings life,
      ZoneSettings zone) {
    this.serving = serving;
    this.takeOver = takeOver;
    this.ledger = ledger;
    this.history = history;
    this.events = events;
    this.checks = checks;
    this.settings = settings;
    this.life = life;
    this.zone = zone;
  }

  /**
   * Whether the domain has to be looked at again soon.
   *
   * @param begun when the check began that has seen the records
   */
  Uni<Boolean> follow(
      Mutiny.Session session,
      HostedDomain domain,
      DelegationReading reading,
      Instant begun,
      Instant now) {
    if (reading.seen() instanceof DelegationSeen.Unknown || !concerned(domain)) {
      return Uni.createFrom().item(false);
    }
    return reading.seen() instanceof DelegationSeen.Here here
        ? here(session, domain, here, begun, now)
        : gone(session, domain, reading.followed(), now).replaceWith(false);
  }

  /** CNAME records left behind after the end give nothing to anybody. */
  private static boolean concerned(HostedDomain domain) {
    return domain.status() != DomainStatus.INACTIVE || domain.windingDown();
  }

  private Uni<Boolean> here(
      Mutiny.Session session,
      HostedDomain domain,
      DelegationSeen.Here here,
      Instant begun,
      Instant now) {
    if (domain.verification().delegatedAt() == null) {
      return takeOver
          .by(session, domain, here, begun, now)
          .chain(end -> first(session, domain, here, end, now));
    }
    Instant lost = domain.verification().delegationLostAt();
    domain.delegationSeen(here.ttl(), now);
    return (lost == null
            ? Uni.createFrom().voidItem()
            : serving.reachableAgain(session, domain, lost))
        .replaceWith(false);
  }

  private Uni<Boolean> first(
      Mutiny.Session session,
      HostedDomain domain,
      DelegationSeen.Here here,
      TakeOver.End end,
      Instant now) {
    if (end != TakeOver.End.FREE) {
      return Uni.createFrom().item(end == TakeOver.End.TOO_OLD);
    }
    domain.delegationSeen(here.ttl(), now);
    return serving.publishPolicy(session, domain).replaceWith(false);
  }

  private Uni<Void> gone(
      Mutiny.Session session, HostedDomain domain, boolean followed, Instant now) {
    domain.delegationLost(now);
    Instant lost = domain.verification().delegationLostAt();
    if (lost == null) {
      return Uni.createFrom().voidItem();
    }
    return (followed
            ? serving.reachableAgain(session, domain, lost)
            : notFollowed(session, domain, now))
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
    boolean windingDown = domain.windingDown();
    domain.leave(now);
    return serving
        .withdrawId(session, domain)
        .chain(() -> serving.withdrawPolicy(session, domain))
        .chain(
            () ->
                history.remember(
                    session, Actor.auto(domain.tenantId()), domain, Action.LEFT, Map.of()))
        .chain(
            () ->
                windingDown
                    ? events.add(session, domain, EventType.WIND_DOWN_FINISHED, Map.of(), now)
                    : Uni.createFrom().voidItem());
  }

  /**
   * Whether both CNAME records carry the label of another account's domain of this name. That one
   * is looked at soon; who it is, is never told.
   */
  Uni<Boolean> elsewhere(
      Mutiny.Session session, HostedDomain domain, DelegationSeen seen, Instant now) {
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
        .chain(
            found ->
                found == null
                    ? Uni.createFrom().item(false)
                    : checks
                        .hinted(session, found, settings.askedAtMostEach(), now)
                        .replaceWith(true));
  }
}
