package net.hostedmtasts.controlplane.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.problem.SqlState;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** All tenants. */
@ApplicationScoped
public class Tenants {
  private final Mutiny.SessionFactory database;
  private final Clock clock;

  Tenants(Mutiny.SessionFactory database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds a tenant in the caller's transaction; it has no token yet. */
  public Uni<Tenant> add(Mutiny.Session session, DisplayName name) {
    Tenant tenant = new Tenant(name, false, clock.instant());
    return session
        .persist(tenant)
        .chain(session::flush)
        .onFailure(Tenants::nameTaken)
        .transform(
            taken -> new Refused(Reason.TENANT_EXISTS, "Choose another name.").field("/name"))
        .replaceWith(tenant);
  }

  /** One page of all tenants, oldest first. */
  public Uni<List<Tenant>> page(@Nullable Cursor after, Limit limit) {
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from Tenant where (createdAt, id) > (:at, :id) order by createdAt, id",
                    Tenant.class)
                .setParameter("at", after == null ? Instant.EPOCH : after.instant(0))
                .setParameter("id", after == null ? new UUID(0, 0) : after.uuid(1))
                .setMaxResults(limit.rows())
                .getResultList());
  }

  private static boolean nameTaken(Throwable failure) {
    return SqlState.of(failure).filter(SqlState::uniqueViolation).isPresent();
  }
}
