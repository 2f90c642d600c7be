package net.hostedmtasts.controlplane.session;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The sessions of all browsers; their rows are shared by all instances. */
@ApplicationScoped
class Sessions {
  private static final Duration USE_PRECISION = Duration.ofMinutes(1);

  private final Mutiny.SessionFactory database;
  private final SessionSettings settings;
  private final Clock clock;

  Sessions(Mutiny.SessionFactory database, SessionSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins a session in the caller's transaction, always with a new secret. */
  Uni<SessionSecret> begin(
      Mutiny.Session session, WebSession.Owner owner, @Nullable String signOutUrl) {
    Instant now = clock.instant();
    SessionSecret secret = SessionSecret.random();
    WebSession row = new WebSession(secret, owner, signOutUrl, now, now.plus(settings.longest()));
    return session
        .persist(row)
        .chain(session::flush)
        .chain(() -> keepNewest(session, owner))
        .replaceWith(secret);
  }

  /** Ends the session with this secret in the caller's transaction, if there is one. */
  Uni<Void> end(Mutiny.Session session, SessionSecret secret) {
    return session
        .createMutationQuery("delete from WebSession where hash = :hash")
        .setParameter("hash", secret.hash())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Moves a session to another tenant in the caller's transaction. */
  Uni<Void> enter(Mutiny.Session session, UUID id, UUID tenant) {
    return session
        .createMutationQuery("update WebSession set tenantId = :tenant where id = :id")
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** What the session with this secret is now; null where there is none any more. */
  Uni<@Nullable SignedIn> find(SessionSecret secret) {
    Instant now = clock.instant();
    return database.withStatelessSession(
        session ->
            SessionRow.find(session, secret, now, now.minus(settings.idle()))
                .call(
                    row ->
                        row == null ? Uni.createFrom().voidItem() : used(session, row.row(), now))
                .map(row -> row == null ? null : row.signedIn(secret)));
  }

  private Uni<Void> keepNewest(Mutiny.Session session, WebSession.Owner owner) {
    String column = owner.token() == null ? "person_id" : "token_id";
    return session
        .createNativeQuery(
            "delete from web_session where id in (select id from web_session where "
                + column
                + " = :owner order by created_at desc, id offset :kept)")
        .setParameter("owner", owner.token() == null ? owner.person() : owner.token())
        .setParameter("kept", settings.atMost())
        .executeUpdate()
        .replaceWithVoid();
  }

  private static Uni<Void> used(Mutiny.StatelessSession session, WebSession row, Instant now) {
    Instant stale = now.minus(USE_PRECISION);
    if (row.usedAt.isAfter(stale)) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createMutationQuery(
            "update WebSession set usedAt = :now where id = :id and usedAt <= :stale")
        .setParameter("now", now)
        .setParameter("id", row.id)
        .setParameter("stale", stale)
        .executeUpdate()
        .replaceWithVoid();
  }

  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return database
        .withTransaction(
            session ->
                session
                    .createMutationQuery(
                        "delete from WebSession where expiresAt <= :now or usedAt <= :idle")
                    .setParameter("now", clock.instant())
                    .setParameter("idle", clock.instant().minus(settings.idle()))
                    .executeUpdate())
        .replaceWithVoid();
  }
}
