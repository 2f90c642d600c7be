package net.hostedmtasts.controlplane.lease;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Claims work for this instance. Times are the database's, so that the instances' clocks do not
 * matter.
 */
@ApplicationScoped
public class Leases {
  private final Mutiny.SessionFactory database;
  private final String holder = UUID.randomUUID().toString();

  Leases(Mutiny.SessionFactory database) {
    this.database = database;
  }

  /** Takes the lease or prolongs it; empty while another instance holds it. */
  public Uni<Optional<Lease>> claim(String name, Duration length) {
    return database.withTransaction(
        session ->
            session
                .createNativeQuery(
                    "insert into lease as held (name, holder, fencing, expires_at)"
                        + " values (:name, :holder, 1, now() + make_interval(secs => :seconds))"
                        + " on conflict (name) do update set holder = :holder,"
                        + " fencing = held.fencing + case when held.holder = :holder then 0 else 1 end,"
                        + " expires_at = now() + make_interval(secs => :seconds)"
                        + " where held.holder = :holder or held.expires_at < now()"
                        + " returning fencing",
                    Long.class)
                .setParameter("name", name)
                .setParameter("holder", holder)
                .setParameter("seconds", length.toMillis() / 1000.0)
                .getResultList()
                .map(found -> found.stream().findFirst().map(fencing -> new Lease(name, fencing))));
  }

  /**
   * Inside a transaction: fails where the lease has passed to another instance; nobody can take it
   * before the end.
   */
  public Uni<Void> confirm(Mutiny.Session session, Lease lease) {
    return session
        .createNativeQuery(
            "select fencing from lease where name = :name and holder = :holder and fencing = :fencing for share",
            Long.class)
        .setParameter("name", lease.name())
        .setParameter("holder", holder)
        .setParameter("fencing", lease.fencing())
        .getResultList()
        .invoke(Leases::requireHeld)
        .replaceWithVoid();
  }

  /** Gives the lease back, so that another instance need not wait for its end. */
  public Uni<Void> release(Lease lease) {
    return database
        .withTransaction(
            session ->
                session
                    .createNativeQuery(
                        "update lease set expires_at = now() - interval '1 second'"
                            + " where name = :name and holder = :holder and fencing = :fencing")
                    .setParameter("name", lease.name())
                    .setParameter("holder", holder)
                    .setParameter("fencing", lease.fencing())
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static void requireHeld(List<Long> found) {
    if (found.isEmpty()) {
      throw new LeaseLost();
    }
  }
}
