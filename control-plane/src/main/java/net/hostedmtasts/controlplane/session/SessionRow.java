package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import net.hostedmtasts.controlplane.person.Member;
import net.hostedmtasts.controlplane.person.Person;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Tenant;
import net.hostedmtasts.controlplane.tenant.Token;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** A session with everything that decides what it may do, read in one question each time. */
record SessionRow(
    WebSession row,
    Tenant tenant,
    @Nullable Token token,
    @Nullable Person person,
    @Nullable Member member) {
  // Neither a token that has ended nor a member who is none any more is found.
  private static final String QUERY =
      "select web, tenant, token, person, belonging from WebSession web"
          + " join Tenant tenant on tenant.id = web.tenantId"
          + " left join Token token on token.id = web.tokenId and token.tenantId = web.tenantId"
          + "   and (token.expiresAt is null or token.expiresAt > :now)"
          + " left join Person person on person.id = web.personId"
          + " left join Member belonging on belonging.personId = web.personId and belonging.tenantId = web.tenantId"
          + " where web.hash = :hash and web.expiresAt > :now and web.usedAt > :idle"
          + " and (token.id is not null or belonging.id is not null)";

  static Uni<@Nullable SessionRow> find(
      Mutiny.StatelessSession session, SessionSecret secret, Instant now, Instant idle) {
    return session
        .createSelectionQuery(QUERY, Object[].class)
        .setParameter("hash", secret.hash())
        .setParameter("now", now)
        .setParameter("idle", idle)
        .getSingleResultOrNull()
        .map(SessionRow::of);
  }

  private static @Nullable SessionRow of(Object @Nullable [] found) {
    return found == null
        ? null
        : new SessionRow(
            (WebSession) found[0],
            (Tenant) found[1],
            (Token) found[2],
            (Person) found[3],
            (Member) found[4]);
  }

  SignedIn signedIn(SessionSecret secret) {
    return new SignedIn(
        row.id,
        secret,
        caller(),
        token == null ? Objects.requireNonNull(person).name() : token.name(),
        person == null ? null : person.email().orElse(null),
        tenant.name(),
        row.signOutUrl,
        expiresAt());
  }

  private Caller caller() {
    UUID id = tenant.id();
    if (token != null) {
      return Caller.token(id, token.id(), token.name(), token.scope(), tenant.operator());
    }
    Person who = Objects.requireNonNull(person);
    return Caller.person(
        id, who.id(), who.label(), Objects.requireNonNull(member).role(), tenant.operator());
  }

  private Instant expiresAt() {
    return token == null
        ? row.expiresAt
        : token.expiresAt().filter(row.expiresAt::isAfter).orElse(row.expiresAt);
  }
}
