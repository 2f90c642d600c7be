package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.version.ConfigurationHistory;
import net.hostedmtasts.controlplane.version.ConfigurationVersion.Action;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The owner has moved the CNAME records to another account's label: the domain moves in one step,
 * with what senders may hold of it.
 */
@ApplicationScoped
class TakeOver {

  /** What came of it. */
  enum End {
    /** Nobody else is served any more. */
    FREE,
    /** The other's records were seen after this check had begun: it may have seen the past. */
    TOO_OLD,
    /** Only a resolver has followed the records to this label. */
    NO_PROOF
  }

  private final Serving serving;
  private final ConfigurationHistory history;
  private final CheckSchedule checks;
  private final DomainEvents events;

  TakeOver(
      Serving serving, ConfigurationHistory history, CheckSchedule checks, DomainEvents events) {
    this.serving = serving;
    this.history = history;
    this.checks = checks;
    this.events = events;
  }

  /**
   * Makes the way free for a domain whose label both CNAME records carry.
   *
   * @param begun when the check began that has seen them
   */
  Uni<End> by(
      Mutiny.Session session,
      HostedDomain domain,
      DelegationSeen.Here here,
      Instant begun,
      Instant now) {
    return servedFor(session, domain)
        .chain(
            other -> {
              if (other == null || other.id().equals(domain.id())) {
                return Uni.createFrom().item(End.FREE);
              }
              Instant seen = other.verification().delegationSeenAt();
              if (seen != null && seen.isAfter(begun)) {
                return Uni.createFrom().item(End.TOO_OLD);
              }
              return here.straight()
                  ? move(session, other, domain, now).replaceWith(End.FREE)
                  : Uni.createFrom().item(End.NO_PROOF);
            });
  }

  private Uni<Void> move(Mutiny.Session session, HostedDomain from, HostedDomain to, Instant now) {
    return serving
        .move(session, from, to)
        .invoke(() -> to.certified(now))
        .invoke(() -> to.takeOver(from))
        .chain(() -> leave(session, from, now));
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
        .chain(() -> events.became(session, domain, before, List.of(told), now));
  }
}
