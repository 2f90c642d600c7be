package net.hostedmtasts.controlplane.tenant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of all tenants. Nothing is cached: a deleted token is refused from the next request
 * on.
 */
@ApplicationScoped
public class Tokens {
  private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

  private final Mutiny.SessionFactory database;
  private final Clock clock;

  Tokens(Mutiny.SessionFactory database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new token, and the secret that is shown once. */
  public record Created(Token token, BearerToken secret) {}

  /** Adds a token in the caller's transaction. */
  public Uni<Created> create(
      Mutiny.Session session,
      UUID tenant,
      DisplayName name,
      Scope scope,
      @Nullable Instant expiresAt) {
    BearerToken secret = BearerToken.random();
    Token token = new Token(tenant, name, secret, scope, clock.instant(), expiresAt);
    return session.persist(token).replaceWith(new Created(token, secret));
  }

  /** One page of a tenant's tokens, oldest first. */
  public Uni<List<Token>> page(UUID tenant, @Nullable Cursor after, Limit limit) {
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "from Token where tenantId = :tenant and (createdAt, id) > (:at, :id) order by createdAt, id",
                    Token.class)
                .setParameter("tenant", tenant)
                .setParameter("at", after == null ? Instant.EPOCH : after.instant(0))
                .setParameter("id", after == null ? new UUID(0, 0) : after.uuid(1))
                .setMaxResults(limit.rows())
                .getResultList());
  }

  /**
   * Deletes a token in the caller's transaction. The last admin token that does not expire stays:
   * nobody could make another one.
   */
  public Uni<Token> delete(Mutiny.Session session, UUID tenant, UUID id) {
    // The lock on the tenant: of two admin tokens that delete each other, one stays.
    return session
        .find(Tenant.class, tenant, LockModeType.PESSIMISTIC_WRITE)
        .chain(() -> session.find(Token.class, id))
        .onItem()
        .ifNull()
        .failWith(Tokens::unknown)
        .invoke(
            token -> {
              if (!token.tenantId().equals(tenant)) {
                throw unknown();
              }
            })
        .call(token -> keepOneAdmin(session, token))
        .call(session::remove);
  }

  /** Who comes with this token; null where it is unknown or has expired. */
  public Uni<@Nullable Caller> caller(BearerToken secret) {
    Instant now = clock.instant();
    return database.withStatelessSession(
        session ->
            session
                .createSelectionQuery(
                    "select token, tenant.operator from Token token join Tenant tenant on tenant.id = token.tenantId"
                        + " where token.hash = :hash and (token.expiresAt is null or token.expiresAt > :now)",
                    Object[].class)
                .setParameter("hash", secret.hash())
                .setParameter("now", now)
                .getSingleResultOrNull()
                .call(
                    row ->
                        row == null
                            ? Uni.createFrom().voidItem()
                            : used(session, (Token) row[0], now))
                .map(row -> row == null ? null : caller((Token) row[0], (boolean) row[1])));
  }

  private static Caller caller(Token token, boolean operator) {
    return Caller.token(token.tenantId(), token.id(), token.name(), token.scope(), operator);
  }

  private static Uni<Void> used(Mutiny.StatelessSession session, Token token, Instant now) {
    Instant stale = now.minus(LAST_USE_PRECISION);
    if (token.lastUsedAt().filter(stale::isBefore).isPresent()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createMutationQuery(
            "update Token set lastUsedAt = :now where id = :id and (lastUsedAt is null or lastUsedAt <= :stale)")
        .setParameter("now", now)
        .setParameter("id", token.id())
        .setParameter("stale", stale)
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> keepOneAdmin(Mutiny.Session session, Token leaving) {
    if (leaving.scope() != Scope.ADMIN || leaving.expiresAt().isPresent()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createSelectionQuery(
            "select count(*) from Token where tenantId = :tenant and scope = :admin and expiresAt is null and id <> :id",
            Long.class)
        .setParameter("tenant", leaving.tenantId())
        .setParameter("admin", Scope.ADMIN)
        .setParameter("id", leaving.id())
        .getSingleResult()
        .invoke(
            others -> {
              if (others == 0) {
                throw new Refused(
                    Reason.LAST_ADMIN_TOKEN,
                    "Create another token with the scope admin and no expiry first.");
              }
            })
        .replaceWithVoid();
  }

  private static Refused unknown() {
    return new Refused(Reason.NOT_FOUND, "GET /api/v1/tokens lists the tokens.");
  }
}
