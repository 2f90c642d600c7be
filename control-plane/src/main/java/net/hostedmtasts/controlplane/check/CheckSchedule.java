package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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

  /** What the last check found; null before the first was asked for. */
  public Uni<DomainCheck> of(Mutiny.Session session, UUID domain) {
    return session.find(DomainCheck.class, domain);
  }
}
