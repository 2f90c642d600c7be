package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.StoredJson;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Writes down what happens to a domain, in the transaction that makes it happen and under the
 * domain's row lock. It gets its place in the tenant's order later: see {@link EventLog}.
 */
@ApplicationScoped
public class DomainEvents {
  /** Old events go as new ones come, however often a domain changes. */
  private static final int KEPT = 1_000;

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
        domain,
        EventType.STATUS,
        Map.of("status", domain.status().value(), "from", from.value(), "findings", findings),
        now);
  }

  /**
   * Something else has happened.
   *
   * @param data as JSON; no secrets
   */
  public Uni<Void> add(
      Mutiny.Session session,
      HostedDomain domain,
      EventType type,
      Map<String, ?> data,
      Instant now) {
    return session
        .createNativeQuery(
            "insert into domain_event (domain_id, tenant_id, at, type, data)"
                + " values (:domain, :tenant, :now, :type, :data)")
        .setParameter("domain", domain.id())
        .setParameter("tenant", domain.tenantId())
        .setParameter("now", now)
        .setParameter("type", type.value())
        .setParameter("data", StoredJson.write(data))
        .executeUpdate()
        .chain(() -> forgetOldest(session, domain));
  }

  private static Uni<Void> forgetOldest(Mutiny.Session session, HostedDomain domain) {
    return session
        .createNativeQuery(
            "delete from domain_event where domain_id = :domain and id <="
                + " (select id from domain_event where domain_id = :domain"
                + " order by id desc offset :kept limit 1)")
        .setParameter("domain", domain.id())
        .setParameter("kept", KEPT)
        .executeUpdate()
        .replaceWithVoid();
  }
}
