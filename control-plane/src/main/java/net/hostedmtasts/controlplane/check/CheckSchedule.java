package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import org.hibernate.reactive.mutiny.Mutiny;

/** Asks for a check of a domain, in the transaction that makes it necessary. */
@ApplicationScoped
public class CheckSchedule {

  CheckSchedule() {}

  /** The domain is checked as soon as an instance has a place free. */
  public Uni<Void> soon(Mutiny.Session session, HostedDomain domain, Instant now) {
    return session
        .createNativeQuery(
            "insert into domain_check (domain_id, next_at) values (:domain, :now)"
                + " on conflict (domain_id) do update set next_at = :now, unchanged = 0")
        .setParameter("domain", domain.id())
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** The same, because a person asks for it. */
  Uni<Void> asked(Mutiny.Session session, HostedDomain domain, Instant now) {
    return session
        .createNativeQuery(
            "insert into domain_check (domain_id, next_at, requested_at) values (:domain, :now, :now)"
                + " on conflict (domain_id) do update set next_at = :now, requested_at = :now,"
                + " unchanged = 0")
        .setParameter("domain", domain.id())
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * Another account's check says that there is something to see. Not more often than people may
   * ask, and not while the row is locked: it is settled then, and a check that waits for it could
   * wait for ever.
   */
  Uni<Void> hinted(Mutiny.Session session, HostedDomain domain, Duration atMostEach, Instant now) {
    return session
        .createNativeQuery(
            "update domain_check set next_at = :now, unchanged = 0 where domain_id in"
                + " (select domain_id from domain_check where domain_id = :domain"
                + " and next_at > :soon and (checked_at is null or checked_at <= :recently)"
                + " for update skip locked)")
        .setParameter("domain", domain.id())
        .setParameter("now", now)
        .setParameter("soon", now.plus(atMostEach))
        .setParameter("recently", now.minus(atMostEach))
        .executeUpdate()
        .replaceWithVoid();
  }

  /** What the last check found; null before the first was asked for. */
  public Uni<DomainCheck> of(Mutiny.Session session, UUID domain) {
    return session.find(DomainCheck.class, domain);
  }
}
