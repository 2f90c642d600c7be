package net.hostedmtasts.controlplane.event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/** Forgets events when their time is over. */
@ApplicationScoped
class OldEvents {
  // Some at a time: no statement of the database runs long.
  private static final int BATCH = 10_000;
  private static final String FORGET =
      "delete from domain_event where id in"
          + " (select id from domain_event where at < $1 order by at limit $2)";

  private final Pool pool;
  private final EventSettings settings;
  private final Clock clock;

  OldEvents(Pool pool, EventSettings settings, Clock clock) {
    this.pool = pool;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      every = "1h",
      delayed = "10m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> forget() {
    return pool.preparedQuery(FORGET)
        .execute(
            Tuple.of(clock.instant().minus(settings.keptFor()).atOffset(ZoneOffset.UTC), BATCH))
        .chain(gone -> gone.rowCount() == BATCH ? forget() : Uni.createFrom().voidItem());
  }
}
