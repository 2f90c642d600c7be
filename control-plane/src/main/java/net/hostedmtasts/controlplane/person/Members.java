package net.hostedmtasts.controlplane.person;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.tenant.Tenant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Who belongs to which tenant. */
@ApplicationScoped
public class Members {
  private final Mutiny.SessionFactory database;

  Members(Mutiny.SessionFactory database) {
    this.database = database;
  }

  /** A member, and who it is; without a person while an invitation waits. */
  public record Known(Member member, Optional<Person> person) {}

  /** One page of a tenant's members and invitations, oldest first. */
  public Uni<List<Known>> page(UUID tenant, @Nullable Cursor after, Limit limit) {
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "select belonging, person from Member belonging left join Person person on person.id = belonging.personId"
                        + " where belonging.tenantId = :tenant and (belonging.createdAt, belonging.id) > (:at, :id)"
                        + " order by belonging.createdAt, belonging.id",
                    Object[].class)
                .setParameter("tenant", tenant)
                .setParameter("at", after == null ? Instant.EPOCH : after.instant(0))
                .setParameter("id", after == null ? new UUID(0, 0) : after.uuid(1))
                .setMaxResults(limit.rows())
                .getResultList()
                .map(
                    rows ->
                        rows.stream()
                            .map(
                                row ->
                                    new Known(
                                        (Member) row[0], Optional.ofNullable((Person) row[1])))
                            .toList()));
  }

  /** The tenants of a person, in the order of their names. */
  public Uni<List<Membership>> of(UUID person) {
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "select tenant, belonging from Member belonging join Tenant tenant on tenant.id = belonging.tenantId"
                        + " where belonging.personId = :person order by lower(tenant.name), tenant.id",
                    Object[].class)
                .setParameter("person", person)
                .getResultList()
                .map(rows -> rows.stream().map(Members::membership).toList()));
  }

  /** What a person is in a tenant, in the caller's transaction; empty where they are not in it. */
  public Uni<Optional<Member>> find(Mutiny.Session session, UUID tenant, UUID person) {
    return session
        .createSelectionQuery(
            "from Member where tenantId = :tenant and personId = :person", Member.class)
        .setParameter("tenant", tenant)
        .setParameter("person", person)
        .getSingleResultOrNull()
        .map(Optional::ofNullable);
  }

  private static Membership membership(Object[] row) {
    Tenant tenant = (Tenant) row[0];
    return new Membership(tenant.id(), tenant.name(), ((Member) row[1]).role());
  }
}
