package net.hostedmtasts.controlplane.idempotency;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import net.hostedmtasts.controlplane.problem.SqlState;
import org.hibernate.reactive.mutiny.Mutiny;

/** The rows of idempotency keys. */
@ApplicationScoped
class FirstOutcomes {
  static final Duration KEPT = Duration.ofHours(24);

  private final Mutiny.SessionFactory database;
  private final Clock clock;

  FirstOutcomes(Mutiny.SessionFactory database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Whether this is the first request with the key. While another one with it runs, this waits for
   * its end: the database lets only one insert the key.
   */
  Uni<Boolean> claim(Mutiny.Session session, StoredOutcome.Key row, byte[] fingerprint) {
    return session
        .createNativeQuery(
            """
            insert into idempotency_key (tenant_id, key, fingerprint, created_at) values (:tenant, :key, :fingerprint, :now)
            on conflict (tenant_id, key) do update
              set fingerprint = excluded.fingerprint, created_at = excluded.created_at,
                  status = null, location = null, body = null, secret_id = null
              where idempotency_key.created_at < :expired
            """)
        .setParameter("tenant", row.tenantId())
        .setParameter("key", row.key())
        .setParameter("fingerprint", fingerprint)
        .setParameter("now", clock.instant())
        .setParameter("expired", clock.instant().minus(KEPT))
        .executeUpdate()
        .map(rows -> rows == 1);
  }

  Uni<Void> complete(Mutiny.Session session, StoredOutcome.Key row, Outcome outcome, String json) {
    return session
        .find(StoredOutcome.class, row)
        .invoke(stored -> stored.complete(outcome, json))
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
                    .createMutationQuery("delete from StoredOutcome where createdAt < :expired")
                    .setParameter("expired", clock.instant().minus(KEPT))
                    .executeUpdate())
        .replaceWithVoid();
  }

  static boolean stillRunning(Throwable failure) {
    return SqlState.of(failure).filter(SqlState::lockNotAvailable).isPresent();
  }
}
