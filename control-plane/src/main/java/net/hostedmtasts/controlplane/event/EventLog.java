package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Reads events in their one order, of which a reader that asks for "after" misses none.
 *
 * <p>An event cannot be numbered when it is written: of two transactions the one with the smaller
 * number may commit later, and a reader has passed it by then. So events are written without a
 * number, and whoever reads numbers first what has been committed: under a lock of the tenant,
 * which is held until the numbers are committed too. Whatever becomes visible later gets a greater
 * number. It needs no clock and no transaction id, so that a restored database goes on as well.
 */
@ApplicationScoped
public class EventLog {
  // Tells this lock from other advisory locks with two keys.
  private static final int LOCK = 0x6576_6e74;

  private static final String COLUMNS =
      "select e.number, e.at, h.name, e.type, e.data from domain_event e"
          + " join hosted_domain h on h.id = e.domain_id where e.tenant_id = :tenant";

  EventLog() {}

  /** The first events after a number, oldest first. */
  public Uni<List<Event>> after(Mutiny.Session session, Feed feed, EventNumber after, int limit) {
    return order(session, feed.tenant())
        .chain(() -> select(session, feed, "e.number > :number order by e.number", after, limit));
  }

  /** The newest events before a number, newest first. */
  public Uni<List<Event>> before(Mutiny.Session session, Feed feed, EventNumber before, int limit) {
    return order(session, feed.tenant())
        .chain(
            () ->
                select(session, feed, "e.number < :number order by e.number desc", before, limit));
  }

  /** The number of the newest event; where there is none, that before all. */
  public Uni<EventNumber> newest(Mutiny.Session session, Feed feed) {
    return before(session, feed, new EventNumber(Long.MAX_VALUE), 1)
        .map(
            newest ->
                newest.isEmpty() ? EventNumber.BEFORE_ALL : new EventNumber(newest.get(0).id()));
  }

  private static Uni<Void> order(Mutiny.Session session, UUID tenant) {
    return session
        .createNativeQuery(
            "select exists (select from domain_event where tenant_id = :tenant and number is null)",
            Boolean.class)
        .setParameter("tenant", tenant)
        .getSingleResult()
        .chain(some -> some ? number(session, tenant) : Uni.createFrom().voidItem());
  }

  private static Uni<Void> number(Mutiny.Session session, UUID tenant) {
    return session
        .createNativeQuery("select cast(pg_advisory_xact_lock(:lock, hashtext(:tenant)) as text)")
        .setParameter("lock", LOCK)
        .setParameter("tenant", tenant.toString())
        .getSingleResult()
        // A statement of its own: it sees what whoever held the lock before has committed.
        .chain(
            () ->
                session
                    .createNativeQuery(
                        "update domain_event e set number = n.number from"
                            + " (select id, nextval('domain_event_number') as number from"
                            + " (select id from domain_event where tenant_id = :tenant"
                            + " and number is null order by id) o) n where e.id = n.id")
                    .setParameter("tenant", tenant)
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static Uni<List<Event>> select(
      Mutiny.Session session, Feed feed, String rest, EventNumber number, int limit) {
    String ofDomain = feed.domain().isPresent() ? " and e.domain_id = :domain" : "";
    Mutiny.SelectionQuery<Object[]> query =
        session
            .createNativeQuery(COLUMNS + ofDomain + " and " + rest, Object[].class)
            .setParameter("tenant", feed.tenant())
            .setParameter("number", number.value());
    feed.domain().ifPresent(domain -> query.setParameter("domain", domain));
    return query
        .setMaxResults(limit)
        .getResultList()
        .map(rows -> rows.stream().map(EventLog::event).toList());
  }

  private static Event event(Object[] row) {
    return new Event(
        (Long) row[0],
        ((OffsetDateTime) row[1]).toInstant(),
        (String) row[2],
        (String) row[3],
        (String) row[4]);
  }
}
