package net.hostedmtasts.controlplane.person;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Role;
import net.hostedmtasts.controlplane.tenant.Tenant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What admins change about the members of their tenant, always in the caller's transaction. A
 * change holds from the next request of the member on: no session knows a role by heart.
 */
@ApplicationScoped
public class Team {
  private final Clock clock;

  Team(Clock clock) {
    this.clock = clock;
  }

  /** Invites whoever has the address. */
  public Uni<Member> invite(Mutiny.Session session, UUID tenant, Email email, Role role) {
    Member invitation = Member.invited(tenant, email, role, clock.instant());
    return locked(session, tenant)
        .chain(() -> refuseKnown(session, tenant, email))
        .chain(() -> session.persist(invitation))
        .replaceWith(invitation);
  }

  /** Gives a member another role. */
  public Uni<Members.Known> change(Mutiny.Session session, Caller by, UUID id, Role role) {
    return own(session, by, id)
        .call(member -> role == Role.ADMIN ? nothing() : keepOneAdmin(session, by, member))
        .invoke(member -> member.change(role))
        .chain(member -> known(session, member));
  }

  /** Takes a member out of the tenant, or an invitation back. */
  public Uni<Members.Known> remove(Mutiny.Session session, Caller by, UUID id) {
    return own(session, by, id)
        .call(member -> keepOneAdmin(session, by, member))
        .call(session::remove)
        .chain(member -> known(session, member));
  }

  private static Uni<Members.Known> known(Mutiny.Session session, Member member) {
    return member
        .personId()
        .map(person -> session.find(Person.class, person))
        .orElse(Uni.createFrom().nullItem())
        .map(person -> new Members.Known(member, Optional.ofNullable(person)));
  }

  // Of two admins who remove each other at the same time, one stays.
  private static Uni<Tenant> locked(Mutiny.Session session, UUID tenant) {
    return session.find(Tenant.class, tenant, LockModeType.PESSIMISTIC_WRITE);
  }

  private static Uni<Void> refuseKnown(Mutiny.Session session, UUID tenant, Email email) {
    return session
        .createSelectionQuery(
            "select count(*) from Member belonging left join Person person on person.id = belonging.personId"
                + " where belonging.tenantId = :tenant"
                + " and (belonging.personId is null and belonging.email = :email or person.email = :email)",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("email", email.value())
        .getSingleResult()
        .invoke(
            there -> {
              if (there > 0) {
                throw new Refused(Reason.MEMBER_EXISTS, "Change the role of the one that is there.")
                    .field("/email");
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Member> own(Mutiny.Session session, Caller by, UUID id) {
    return locked(session, by.tenant())
        .chain(() -> session.find(Member.class, id))
        .onItem()
        .ifNull()
        .failWith(Team::unknown)
        .invoke(
            member -> {
              if (!member.tenantId().equals(by.tenant())) {
                throw unknown();
              }
              if (member.byClaims()) {
                throw new Refused(
                    Reason.MEMBER_OF_PROVIDER,
                    "Change the person's groups at the sign-in provider.");
              }
            });
  }

  // A token may take the last admin away: whoever has it can invite another.
  private static Uni<Void> keepOneAdmin(Mutiny.Session session, Caller by, Member leaving) {
    if (by.person() == null || leaving.role() != Role.ADMIN || leaving.personId().isEmpty()) {
      return nothing();
    }
    return session
        .createSelectionQuery(
            "select count(*) from Member where tenantId = :tenant and role = :admin and personId is not null and id <> :id",
            Long.class)
        .setParameter("tenant", leaving.tenantId())
        .setParameter("admin", Role.ADMIN)
        .setParameter("id", leaving.id())
        .getSingleResult()
        .invoke(
            others -> {
              if (others == 0) {
                throw new Refused(Reason.LAST_ADMIN, "Make another member an admin first.");
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static Refused unknown() {
    return new Refused(Reason.NOT_FOUND, "GET /api/v1/members lists the members.");
  }
}
