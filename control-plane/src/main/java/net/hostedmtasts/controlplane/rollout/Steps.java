package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import net.hostedmtasts.controlplane.check.CheckSchedule;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.domain.Serving;
import net.hostedmtasts.controlplane.edge.Edge;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.edge.Place;
import net.hostedmtasts.controlplane.edge.SilentEdges;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.publication.Observed;
import net.hostedmtasts.controlplane.publication.Published;
import net.hostedmtasts.controlplane.revision.HeldKeys;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublicationHistory;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.hibernate.reactive.mutiny.Mutiny;

/** Takes one step of one hosted domain, under its row lock and while the lease is held. */
@ApplicationScoped
class Steps {
  private final Mutiny.SessionFactory database;
  private final Leases leases;
  private final Serving serving;
  private final MaxAgeLedger ledger;
  private final CheckSchedule checks;
  private final DomainEvents events;
  private final PublicationHistory history;
  private final HeldKeys heldKeys;
  private final Progress progress;
  private final Published published;
  private final EdgeReader edges;
  private final SilentEdges silent;
  private final ZoneSettings zone;
  private final CaaIssue caa;
  private final LifeSettings life;
  private final Clock clock;

  Steps(
      Mutiny.SessionFactory database,
      Leases leases,
      Serving serving,
      MaxAgeLedger ledger,
      CheckSchedule checks,
      DomainEvents events,
      PublicationHistory history,
      HeldKeys heldKeys,
      Progress progress,
      Published published,
      EdgeReader edges,
      SilentEdges silent,
      ZoneSettings zone,
      CaaIssue caa,
      LifeSettings life,
      Clock clock) {
    this.database = database;
    this.leases = leases;
    this.serving = serving;
    this.ledger = ledger;
    this.checks = checks;
    this.events = events;
    this.history = history;
    this.heldKeys = heldKeys;
    this.progress = progress;
    this.published = published;
    this.edges = edges;
    this.silent = silent;
    this.zone = zone;
    this.caa = caa;
    this.life = life;
    this.clock = clock;
  }

  /** Whether a step was taken; the next one may be possible at once. */
  Uni<Boolean> take(UUID id, Lease lease) {
    return database.withTransaction(
        session ->
            leases
                .confirm(session, lease)
                .chain(() -> session.find(HostedDomain.class, id, LockModeType.PESSIMISTIC_WRITE))
                .chain(domain -> take(session, domain)));
  }

  private Uni<Boolean> take(Mutiny.Session session, HostedDomain domain) {
    return DomainKeys.of(session, domain)
        .chain(
            keys -> {
              RolloutStep step = progress.next(domain, keys);
              return step == RolloutStep.WAIT
                  ? Uni.createFrom().item(false)
                  : held(session, domain, step)
                      .chain(
                          held ->
                              held
                                  ? Uni.createFrom().item(false)
                                  : take(session, domain, keys, step).replaceWith(true));
            });
  }

  /** A date of an older database takes nothing away that a person has not decided about. */
  private Uni<Boolean> held(Mutiny.Session session, HostedDomain domain, RolloutStep step) {
    return step == RolloutStep.WITHDRAW_ID || step == RolloutStep.WITHDRAW_POLICY
        ? heldKeys.anyOf(session, domain.id())
        : Uni.createFrom().item(false);
  }

  private Uni<Void> take(
      Mutiny.Session session, HostedDomain domain, DomainKeys keys, RolloutStep step) {
    return switch (step) {
      case WAIT -> done();
      case RECORDS_READY -> done(() -> domain.recordsReady(clock.instant()));
      case RELEASE_ID -> release(session, domain, policy(keys));
      case ID_LIVE -> noteIdsPast(session, domain, keys).chain(() -> live(session, domain));
      case WITHDRAW_ID -> unheld(session, domain, () -> serving.withdrawId(session, domain));
      case ID_WITHDRAWN -> done(() -> idWithdrawn(domain, clock.instant()));
      case WITHDRAW_POLICY -> unheld(session, domain, () -> withdraw(session, domain));
    };
  }

  /** Resolvers may answer the TXT record for its TTL, so that the policy has to stay. */
  private void idWithdrawn(HostedDomain domain, Instant now) {
    domain.idWithdrawn(now);
    domain.windDownUntil(now.plus(txtTtl()));
  }

  private Uni<Void> live(Mutiny.Session session, HostedDomain domain) {
    Instant now = clock.instant();
    domain.idLive(now);
    Long newest = domain.ids().releasedRevision();
    return ledger
        .replaced(
            session,
            domain.id(),
            newest == null ? 0 : newest,
            txtTtl(),
            domain.verification().delegationLostAt(),
            now)
        .chain(() -> ledger.enforcedUntil(session, domain.id(), now))
        .invoke(
            held -> {
              // Its own max_age, after whoever has the TXT record in a cache has asked again.
              Instant least = now.plus(txtTtl()).plus(life.windDownAtLeast());
              domain.windDownUntil(held.isAfter(least) ? held : least);
            })
        .chain(() -> checks.soon(session, domain, now));
  }

  /** Not while an enforce policy may be held: a silent edge may have answered it after the date. */
  private Uni<Void> unheld(Mutiny.Session session, HostedDomain domain, Supplier<Uni<Void>> step) {
    Instant now = clock.instant();
    return ledger
        .enforcedUntil(session, domain.id(), now)
        .chain(
            held -> {
              if (held.isAfter(now)) {
                domain.windDownUntil(held);
                return done();
              }
              return step.get();
            });
  }

  private Duration txtTtl() {
    return Duration.ofSeconds(zone.txtTtl());
  }

  private Uni<Void> release(Mutiny.Session session, HostedDomain domain, Publication policy) {
    PolicyId id = domain.releaseId(policy.revision(), clock.instant());
    LabelRecord names = LabelRecord.withId(zone, caa, domain.domain(), id, policy.revision());
    return serving.showNames(session, domain, names).chain(() -> notePast(session, domain, policy));
  }

  private Uni<Void> withdraw(Mutiny.Session session, HostedDomain domain) {
    Instant now = clock.instant();
    domain.woundDown();
    return serving
        .withdrawPolicy(session, domain)
        .chain(() -> events.add(session, domain, EventType.WIND_DOWN_FINISHED, Map.of(), now))
        .chain(() -> checks.soon(session, domain, now));
  }

  /**
   * A silent edge without this policy may answer an older document under the id that goes out now.
   */
  private Uni<Void> notePast(Mutiny.Session session, HostedDomain domain, Publication policy) {
    Optional<Place> place = published.place(policy);
    List<Edge> without =
        edges.now().map(Edges::silent).orElse(List.of()).stream()
            .filter(edge -> place.isEmpty() || !edge.has(place.get()))
            .toList();
    return Multi.createFrom()
        .iterable(without)
        .onItem()
        .transformToUniAndConcatenate(
            edge ->
                heldBy(session, edge, policy)
                    .chain(hash -> silent.releasedPast(session, edge, domain.id(), hash)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  /** A silent edge without this TXT record may go on answering the id of an older policy. */
  private Uni<Void> noteIdsPast(Mutiny.Session session, HostedDomain domain, DomainKeys keys) {
    Optional<Place> place = published.place(keys.names());
    Publication policy = policy(keys);
    List<Edge> without =
        edges.now().map(Edges::silent).orElse(List.of()).stream()
            .filter(edge -> place.isEmpty() || !edge.has(place.get()))
            .filter(edge -> !answersNoId(edge, domain))
            .toList();
    return Multi.createFrom()
        .iterable(without)
        .onItem()
        .transformToUniAndConcatenate(
            edge ->
                idHeldBy(session, edge, domain, policy)
                    .chain(hash -> silent.releasedPast(session, edge, domain.id(), hash)))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private boolean answersNoId(Edge edge, HostedDomain domain) {
    return published
        .reached(edge, PublishedTopic.RECORDS, domain.label().value())
        .filter(names -> names.policyRevision() == 0)
        .isPresent();
  }

  private Uni<String> idHeldBy(
      Mutiny.Session session, Edge edge, HostedDomain domain, Publication policy) {
    return published
        .reached(edge, PublishedTopic.RECORDS, domain.label().value())
        .map(names -> history.contentHash(session, policy.key(), names.policyRevision()))
        .orElseGet(() -> Uni.createFrom().item(PublicationHistory.UNKNOWN));
  }

  private Uni<String> heldBy(Mutiny.Session session, Edge edge, Publication policy) {
    Optional<Observed> reached =
        published.reached(edge, PublishedTopic.POLICIES, policy.key().key());
    return reached.isEmpty()
        ? Uni.createFrom().item(PublicationHistory.UNKNOWN)
        : history.contentHash(session, policy.key(), reached.get().revision());
  }

  private static Publication policy(DomainKeys keys) {
    Publication policy = keys.policy();
    if (policy == null) {
      throw new IllegalStateException("an id waits for a policy that was never published");
    }
    return policy;
  }

  private static Uni<Void> done() {
    return Uni.createFrom().voidItem();
  }

  private static Uni<Void> done(Runnable change) {
    change.run();
    return done();
  }
}
