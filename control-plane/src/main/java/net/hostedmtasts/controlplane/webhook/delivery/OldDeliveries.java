package net.hostedmtasts.controlplane.webhook.delivery;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;

/** Forgets deliveries when their time is over: also those of webhooks that stay disabled. */
@ApplicationScoped
class OldDeliveries {
  // Some at a time: no statement of the database runs long.
  private static final int BATCH = 5_000;
  private static final String FORGET =
      "delete from webhook_delivery where id in (select id from webhook_delivery"
          + " where coalesce(last_at, created_at) < $1 limit $2)";

  private final Pool pool;
  private final WebhookSettings settings;
  private final Clock clock;

  OldDeliveries(Pool pool, WebhookSettings settings, Clock clock) {
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
            Tuple.of(
                clock.instant().minus(settings.deliveriesKeptFor()).atOffset(ZoneOffset.UTC),
                BATCH))
        .chain(gone -> gone.rowCount() == BATCH ? forget() : Uni.createFrom().voidItem());
  }
}
