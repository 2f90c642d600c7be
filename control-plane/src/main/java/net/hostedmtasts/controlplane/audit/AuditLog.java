package net.hostedmtasts.controlplane.audit;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The changes of all tenants. */
@ApplicationScoped
public class AuditLog {
  private final Mutiny.SessionFactory database;
  private final Clock clock;

  AuditLog(Mutiny.SessionFactory database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Records a change in the transaction that makes it: either both are there or none.
   *
   * @param action what was done, in the style of {@code policy-changed}
   * @param details what else a person wants to know later; no secrets
   */
  public Uni<Void> record(
      Mutiny.Session session,
      Actor actor,
      String action,
      @Nullable PolicyDomain domain,
      Map<String, String> details) {
    return session.persist(
        new AuditEntry(
            actor, clock.instant(), action, domain == null ? null : domain.value(), details));
  }

  /** Records the same change of many domains. */
  public Uni<Void> recordAll(
      Mutiny.Session session,
      Actor actor,
      String action,
      List<PolicyDomain> domains,
      Map<String, String> details) {
    return session.persistAll(
        domains.stream()
            .map(domain -> new AuditEntry(actor, clock.instant(), action, domain.value(), details))
            .toArray());
  }

  /** One page of a tenant's changes, newest first. */
  Uni<List<AuditEntry>> page(
      UUID tenant, @Nullable PolicyDomain domain, @Nullable Cursor after, Limit limit) {
    String query =
        "from AuditEntry where tenantId = :tenant"
            + (domain == null ? "" : " and domain = :domain")
            + (after == null ? "" : " and (at, id) < (:at, :id)")
            + " order by at desc, id desc";
    return database.withStatelessSession(
        session -> {
          Mutiny.SelectionQuery<AuditEntry> select =
              session.createSelectionQuery(query, AuditEntry.class).setParameter("tenant", tenant);
          if (domain != null) {
            select.setParameter("domain", domain.value());
          }
          if (after != null) {
            select.setParameter("at", after.instant(0)).setParameter("id", after.uuid(1));
          }
          return select.setMaxResults(limit.rows()).getResultList();
        });
  }
}
