package net.hostedmtasts.controlplane.person;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Tenant;
import org.hibernate.reactive.mutiny.Mutiny;

/** The people whom the provider has ever sent. */
@ApplicationScoped
public class People {
  private final Mutiny.SessionFactory database;
  private final Claims claims;
  private final Invitations invitations;
  private final Clock clock;

  People(Mutiny.SessionFactory database, Claims claims, Invitations invitations, Clock clock) {
    this.database = database;
    this.claims = claims;
    this.invitations = invitations;
    this.clock = clock;
  }

  /**
   * Takes over what the provider says of a person, and invitations to their address.
   *
   * @return as what the person may begin a session, in the tenant that they used last; empty where
   *     they belong to no tenant
   */
  public Uni<Optional<Caller>> signIn(Identity identity, Collection<Grant> grants) {
    return database.withTransaction(
        session ->
            known(session, identity)
                .call(person -> invitations.accept(session, person))
                .call(person -> claims.take(session, person, grants))
                .chain(person -> entrance(session, person)));
  }

  // Of two first sign-ins at the same time both find the same row.
  private Uni<Person> known(Mutiny.Session session, Identity identity) {
    Instant now = clock.instant();
    return session
        .createNativeQuery(
            "insert into person (id, issuer, subject, name, created_at, signed_in_at)"
                + " values (:id, :issuer, :subject, :name, :now, :now)"
                + " on conflict (issuer, subject) do nothing")
        .setParameter("id", UUID.randomUUID())
        .setParameter("issuer", identity.issuer())
        .setParameter("subject", identity.subject())
        .setParameter("name", identity.name().value())
        .setParameter("now", now)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createSelectionQuery(
                        "from Person where issuer = :issuer and subject = :subject", Person.class)
                    .setParameter("issuer", identity.issuer())
                    .setParameter("subject", identity.subject())
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getSingleResult())
        .invoke(person -> person.signsIn(identity, now));
  }

  private static Uni<Optional<Caller>> entrance(Mutiny.Session session, Person person) {
    return session
        .createSelectionQuery(
            "select belonging, tenant from Member belonging join Tenant tenant on tenant.id = belonging.tenantId"
                + " where belonging.personId = :person"
                + " order by case when tenant.id = :last then 0 else 1 end, lower(tenant.name), tenant.id",
            Object[].class)
        .setParameter("person", person.id())
        .setParameter("last", person.tenantId().orElse(person.id()))
        .setMaxResults(1)
        .getResultList()
        .map(
            rows ->
                rows.stream()
                    .findFirst()
                    .map(row -> enter(person, (Member) row[0], (Tenant) row[1])));
  }

  private static Caller enter(Person person, Member member, Tenant tenant) {
    person.enters(tenant.id());
    return Caller.person(
        tenant.id(), person.id(), person.label(), member.role(), tenant.operator());
  }
}
