package net.hostedmtasts.controlplane.person;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.tenant.Role;
import net.hostedmtasts.controlplane.tenant.Tenant;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Makes a person's memberships what the provider's claims say. Where they name a tenant they decide
 * alone, also about somebody who was invited; what they no longer name ends.
 */
@ApplicationScoped
class Claims {
  private final AuditLog audit;
  private final Clock clock;

  Claims(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  Uni<Void> take(Mutiny.Session session, Person person, Collection<Grant> grants) {
    return granted(session, grants)
        .chain(
            granted ->
                memberships(session, person)
                    .chain(members -> compare(session, person, granted, members)))
        .chain(session::flush);
  }

  // A name that no tenant has grants nothing: tenants are added by the operator.
  private static Uni<Map<UUID, Role>> granted(Mutiny.Session session, Collection<Grant> grants) {
    Map<String, Role> byName = new HashMap<>();
    grants.forEach(
        grant ->
            byName.merge(
                grant.tenant().toLowerCase(Locale.ROOT),
                grant.role(),
                (one, other) -> one.compareTo(other) >= 0 ? one : other));
    if (byName.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return session
        .createSelectionQuery("from Tenant where lower(name) in :names", Tenant.class)
        .setParameter("names", byName.keySet())
        .getResultList()
        .map(
            tenants -> {
              Map<UUID, Role> byTenant = new HashMap<>();
              tenants.forEach(
                  tenant -> {
                    Role role = byName.get(tenant.name().toLowerCase(Locale.ROOT));
                    if (role != null) {
                      byTenant.put(tenant.id(), role);
                    }
                  });
              return byTenant;
            });
  }

  private static Uni<List<Member>> memberships(Mutiny.Session session, Person person) {
    return session
        .createSelectionQuery("from Member where personId = :person order by id", Member.class)
        .setParameter("person", person.id())
        .getResultList();
  }

  private Uni<Void> compare(
      Mutiny.Session session, Person person, Map<UUID, Role> granted, List<Member> members) {
    Map<UUID, Role> missing = new HashMap<>(granted);
    members.forEach(member -> missing.remove(member.tenantId()));
    return Multi.createFrom()
        .iterable(members)
        .onItem()
        .transformToUniAndConcatenate(
            member -> compare(session, person, member, granted.get(member.tenantId())))
        .collect()
        .last()
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(missing.entrySet())
                    .onItem()
                    .transformToUniAndConcatenate(
                        entry -> join(session, person, entry.getKey(), entry.getValue()))
                    .collect()
                    .last());
  }

  private Uni<Void> compare(
      Mutiny.Session session, Person person, Member member, @Nullable Role role) {
    if (role == null) {
      return member.byClaims()
          ? session
              .remove(member)
              .chain(() -> tell(session, person, member.tenantId(), "member-left", member.role()))
          : Uni.createFrom().voidItem();
    }
    if (role == member.role()) {
      member.claims(role);
      return Uni.createFrom().voidItem();
    }
    member.claims(role);
    return tell(session, person, member.tenantId(), "member-changed", role);
  }

  private Uni<Void> join(Mutiny.Session session, Person person, UUID tenant, Role role) {
    return session
        .persist(Member.claimed(tenant, person.id(), role, clock.instant()))
        .chain(() -> tell(session, person, tenant, "member-joined", role));
  }

  private Uni<Void> tell(
      Mutiny.Session session, Person person, UUID tenant, String action, Role role) {
    return audit.record(
        session,
        new Actor(tenant, null, person.id(), person.label()),
        action,
        null,
        Map.of("role", role.value(), "by", "claims"));
  }
}
