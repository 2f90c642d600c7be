package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.StoredJson;
import org.hibernate.reactive.mutiny.Mutiny;

/** What happened to domains, in order. */
@ApplicationScoped
public class DomainEvents {
  /** Old events go as new ones come: a page that follows a domain reads the newest. */
  private static final int KEPT = 500;

  /**
   * One event.
   *
   * @param id grows with each event of all domains
   * @param data as JSON
   */
  record Event(long id, Instant at, String type, String data) {}

  DomainEvents() {}

  /** The status has changed; why, the findings say, where it was not its owner. */
  public Uni<Void> became(
      Mutiny.Session session,
      HostedDomain domain,
      DomainStatus from,
      List<Finding> findings,
      Instant now) {
    return add(
        session,
        domain.id(),
        "status",
        Map.of("status", domain.status().value(), "from", from.value(), "findings", findings),
        now);
  }

  Uni<Void> add(
      Mutiny.Session session, UUID domain, String type, Map<String, ?> data, Instant now) {
    return session
        .createNativeQuery(
            "insert into domain_event (domain_id, at, type, data) values (:domain, :now, :type, :data)")
        .setParameter("domain", domain)
        .setParameter("now", now)
        .setParameter("type", type)
        .setParameter("data", StoredJson.write(data))
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(
                        "delete from domain_event where domain_id = :domain and id <="
                            + " (select id from domain_event where domain_id = :domain"
                            + " order by id desc offset :kept limit 1)")
                    .setParameter("domain", domain)
                    .setParameter("kept", KEPT)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** The first events after {@code id}, oldest first. */
  Uni<List<Event>> after(Mutiny.Session session, UUID domain, long id, int limit) {
    return select(session, domain, "id > :id order by id", id, limit);
  }

  /** The newest events before {@code id}, newest first. */
  Uni<List<Event>> before(Mutiny.Session session, UUID domain, long id, int limit) {
    return select(session, domain, "id < :id order by id desc", id, limit);
  }

  private static Uni<List<Event>> select(
      Mutiny.Session session, UUID domain, String rest, long id, int limit) {
    return session
        .createNativeQuery(
            "select id, at, type, data from domain_event where domain_id = :domain and " + rest,
            Object[].class)
        .setParameter("domain", domain)
        .setParameter("id", id)
        .setMaxResults(limit)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .map(
                        row ->
                            new Event(
                                (Long) row[0],
                                ((OffsetDateTime) row[1]).toInstant(),
                                (String) row[2],
                                (String) row[3]))
                    .toList());
  }
}
