package net.hostedmtasts.controlplane.webhook.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** For operators: what comes of deliveries. No label names a tenant or a host. */
@Startup
@ApplicationScoped
class DeliveryMetrics {
  private final Counter delivered;
  private final Counter again;
  private final Counter failed;
  private final AtomicLong waiting = new AtomicLong();
  private final Pool pool;

  DeliveryMetrics(MeterRegistry metrics, Pool pool) {
    this.pool = pool;
    this.delivered = attempts(metrics, "delivered");
    this.again = attempts(metrics, "again");
    this.failed = attempts(metrics, "failed");
    Gauge.builder("webhook.deliveries.waiting", waiting, AtomicLong::get)
        .description("Deliveries of enabled webhooks that are waiting, in the whole service")
        .register(metrics);
  }

  private static Counter attempts(MeterRegistry metrics, String outcome) {
    return Counter.builder("webhook.attempts")
        .description("Attempts of deliveries: delivered, to be made again, or given up")
        .tag("outcome", outcome)
        .register(metrics);
  }

  void delivered() {
    delivered.increment();
  }

  void failed(boolean toBeMadeAgain) {
    (toBeMadeAgain ? again : failed).increment();
  }

  @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    return pool.query(
            "select count(*) from webhook_delivery d join webhook w on w.id = d.webhook_id"
                + " where d.state = 'waiting' and w.enabled")
        .execute()
        .invoke(rows -> waiting.set(rows.iterator().next().getLong(0)))
        .replaceWithVoid();
  }
}
