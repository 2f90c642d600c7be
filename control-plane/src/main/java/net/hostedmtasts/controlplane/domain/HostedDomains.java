package net.hostedmtasts.controlplane.domain;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.LabelRecord;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.problem.SqlState;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The hosted domains of all tenants. Every question is asked for one tenant; a foreign domain does
 * not exist.
 */
@ApplicationScoped
public class HostedDomains {
  private static final int BATCH = 100;

  private final Mutiny.SessionFactory database;
  private final Publications publications;
  private final AuditLog audit;
  private final ZoneSettings zone;
  private final CaaIssue caa;
  private final Clock clock;

  HostedDomains(
      Mutiny.SessionFactory database,
      Publications publications,
      AuditLog audit,
      ZoneSettings zone,
      CaaIssue caa,
      Clock clock) {
    this.database = database;
    this.publications = publications;
    this.audit = audit;
    this.zone = zone;
    this.caa = caa;
    this.clock = clock;
  }

  /** Adds a domain with a label of its own, whose names are published at once. */
  public Uni<HostedDomain> add(Mutiny.Session session, Caller caller, PolicyDomain name) {
    HostedDomain added = new HostedDomain(caller.tenant(), name, clock.instant());
    return find(session, caller.tenant(), name, LockModeType.NONE)
        .onItem()
        .ifNotNull()
        .failWith(() -> added(name))
        .chain(() -> session.persist(added))
        .chain(session::flush)
        // Two requests may look at the same time, and find nothing.
        .onFailure(HostedDomains::addedMeanwhile)
        .transform(taken -> added(name))
        .chain(
            () ->
                publications.serve(
                    session,
                    added.id(),
                    PublishedTopic.RECORDS,
                    added.label().value(),
                    LabelRecord.withoutId(zone, caa).body()))
        .chain(() -> audit.record(session, Actor.of(caller), "domain-added", name, Map.of()))
        .replaceWith(added);
  }

  /**
   * Adds those of many domains that the tenant does not have yet. Ends with a failure for which
   * {@link #addedMeanwhile} is true where somebody has added one of them at the same time; nothing
   * is added then.
   *
   * @param names no name twice
   * @return the names of those that were added
   */
  public Uni<Set<PolicyDomain>> addMissing(
      Mutiny.Session session, Caller caller, Collection<PolicyDomain> names, List<Tag> tags) {
    return existing(session, caller, names)
        .chain(existing -> addAll(session, caller, missing(names, existing), tags));
  }

  private static Uni<List<String>> existing(
      Mutiny.Session session, Caller caller, Collection<PolicyDomain> names) {
    return session
        .createSelectionQuery(
            "select name from HostedDomain where tenantId = :tenant and removedAt is null"
                + " and name in :names",
            String.class)
        .setParameter("tenant", caller.tenant())
        .setParameter("names", names.stream().map(PolicyDomain::value).toList())
        .getResultList();
  }

  // In one order everywhere: two requests that add the same names never wait for each other.
  private static List<PolicyDomain> missing(Collection<PolicyDomain> names, List<String> existing) {
    Set<String> known = Set.copyOf(existing);
    return names.stream()
        .filter(name -> !known.contains(name.value()))
        .sorted(Comparator.comparing(PolicyDomain::value))
        .toList();
  }

  private Uni<Set<PolicyDomain>> addAll(
      Mutiny.Session session, Caller caller, List<PolicyDomain> names, List<Tag> tags) {
    if (names.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    List<HostedDomain> added =
        names.stream()
            .map(name -> new HostedDomain(caller.tenant(), name, clock.instant()))
            .toList();
    added.forEach(domain -> domain.tag(tags));
    session.setBatchSize(BATCH);
    return session
        .persistAll(added.toArray())
        .chain(session::flush)
        .chain(
            () ->
                publications.serveFirst(
                    session,
                    PublishedTopic.RECORDS,
                    added.stream()
                        .collect(
                            Collectors.toMap(HostedDomain::id, domain -> domain.label().value())),
                    LabelRecord.withoutId(zone, caa).body()))
        .chain(() -> audit.recordAll(session, Actor.of(caller), "domain-added", names, Map.of()))
        .replaceWith(Set.copyOf(names));
  }

  /** Whether somebody else has added the same domain at the same time. */
  public static boolean addedMeanwhile(Throwable failure) {
    return SqlState.of(failure).filter(SqlState::uniqueViolation).isPresent();
  }

  private static Refused added(PolicyDomain name) {
    return new Refused(
        Reason.DOMAIN_EXISTS, name.value() + " has been added already. GET it instead.");
  }

  public Uni<HostedDomain> get(Caller caller, PolicyDomain name) {
    return database.withSession(session -> required(session, caller, name));
  }

  /**
   * Forgets a domain. Its label stays known, so that it is never given out again, and answers
   * nothing.
   */
  public Uni<Void> remove(Caller caller, PolicyDomain name) {
    return database.withTransaction(
        session ->
            locked(session, caller, name)
                .invoke(HostedDomains::requireRemovable)
                .invoke(domain -> domain.remove(clock.instant()))
                .chain(
                    domain ->
                        publications.withdraw(
                            session, domain.id(), PublishedTopic.RECORDS, domain.label().value()))
                .chain(
                    () ->
                        audit.record(session, Actor.of(caller), "domain-removed", name, Map.of())));
  }

  /** The caller's domain under its row lock. */
  public Uni<HostedDomain> locked(Mutiny.Session session, Caller caller, PolicyDomain name) {
    return required(find(session, caller.tenant(), name, LockModeType.PESSIMISTIC_WRITE), name);
  }

  /** The caller's domain; refused where there is none. */
  public Uni<HostedDomain> required(Mutiny.Session session, Caller caller, PolicyDomain name) {
    return required(find(session, caller.tenant(), name, LockModeType.NONE), name);
  }

  private static Uni<HostedDomain> required(Uni<@Nullable HostedDomain> found, PolicyDomain name) {
    return found
        .onItem()
        .ifNull()
        .failWith(
            () ->
                new Refused(
                    Reason.UNKNOWN_DOMAIN,
                    name.value()
                        + " is not one of your domains. Add it first: POST /api/v1/domains."));
  }

  private static Uni<@Nullable HostedDomain> find(
      Mutiny.Session session, UUID tenant, PolicyDomain name, LockModeType lock) {
    return session
        .createSelectionQuery(
            "from HostedDomain where tenantId = :tenant and name = :name and removedAt is null",
            HostedDomain.class)
        .setParameter("tenant", tenant)
        .setParameter("name", name.value())
        .setLockMode(lock)
        .getSingleResultOrNull();
  }

  private static void requireRemovable(HostedDomain domain) {
    if (domain.status() != DomainStatus.INACTIVE) {
      throw new Refused(
          Reason.NOT_INACTIVE, "Disable MTA-STS first: DELETE /api/v1/domains/{domain}/mta-sts.");
    }
    if (domain.windingDown()) {
      throw new Refused(
          Reason.NOT_INACTIVE,
          "Sending MTAs may hold the old policy until "
              + domain.windingDownUntil()
              + ". Remove the domain after that.");
    }
  }
}
