package net.hostedmtasts.controlplane.rollout;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import net.hostedmtasts.controlplane.certificate.ServiceHosts;
import org.jboss.logging.Logger;

/**
 * Counts for alerts: served certificates with little of their life left, and orders that wait. A
 * renewal comes long before a quarter is left, so that any count is worth a look.
 */
@ApplicationScoped
class CertificateRisk {
  private static final Logger LOG = Logger.getLogger(CertificateRisk.class);
  private static final Duration EVERY = Duration.ofSeconds(30);

  private static final String COUNT =
      "select count(*) filter (where $1 > c.not_after - (c.not_after - c.created_at) / 4) as quarter,"
          + " count(*) filter (where $1 > c.not_after - (c.not_after - c.created_at) / 10) as tenth,"
          + " count(*) filter (where $1 > c.not_after) as expired,"
          + " (select count(*) from certificate_order where certificate_id is null and failures > 0) as failing,"
          + " (select count(*) from certificate_order where certificate_id is null) as orders"
          // Only what is due at all is looked at.
          + " from certificate c where c.newest and not c.dormant and c.renew_at <= $1"
          // What the API is answered with is never published.
          + " and (c.policy_host = any($2) or exists (select from publication p"
          + " where p.topic = 'mta-sts.certificates' and p.key = c.policy_host and p.served))";

  private final Vertx vertx;
  private final Pool pool;
  private final ServiceHosts hosts;
  private final Clock clock;
  private final AtomicLong quarter = new AtomicLong();
  private final AtomicLong tenth = new AtomicLong();
  private final AtomicLong expired = new AtomicLong();
  private final AtomicLong failing = new AtomicLong();
  private final AtomicLong orders = new AtomicLong();

  CertificateRisk(Vertx vertx, Pool pool, ServiceHosts hosts, Clock clock, MeterRegistry metrics) {
    this.vertx = vertx;
    this.pool = pool;
    this.hosts = hosts;
    this.clock = clock;
    register(metrics, "certificates.at.risk", "life.left", "quarter", quarter);
    register(metrics, "certificates.at.risk", "life.left", "tenth", tenth);
    register(metrics, "certificates.at.risk", "life.left", "none", expired);
    register(metrics, "certificate.orders", "state", "failing", failing);
    register(metrics, "certificate.orders", "state", "all", orders);
  }

  void start(@Observes StartupEvent started) {
    count();
    vertx.setPeriodic(EVERY.toMillis(), timer -> count());
  }

  private void count() {
    pool.preparedQuery(COUNT)
        .execute(
            Tuple.tuple()
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                .addArrayOfString(hosts.names()))
        .subscribe()
        .with(
            rows -> note(rows.iterator().next()),
            failure -> LOG.debugf("Certificates are not counted: %s", failure));
  }

  private void note(Row row) {
    quarter.set(row.getLong("quarter"));
    tenth.set(row.getLong("tenth"));
    expired.set(row.getLong("expired"));
    failing.set(row.getLong("failing"));
    orders.set(row.getLong("orders"));
  }

  private static void register(
      MeterRegistry metrics, String name, String tag, String value, AtomicLong count) {
    Gauge.builder(name, count, AtomicLong::doubleValue).tag(tag, value).register(metrics);
  }
}
