package net.hostedmtasts.controlplane.certificate.readiness;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.order.OrderSettings;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.jspecify.annotations.Nullable;

/**
 * How long an order waits in all for edges that are not heard but may still answer the public:
 * {@code orders.wait-for-silent} from when it was due, and never more than a tenth of a
 * certificate's life, because the one before goes on ageing.
 */
@Singleton
final class SilentWait {
  private static final int PARTS_OF_LIFE = 10;

  /** The host's own certificate, or what the authority signed last for anybody. */
  private static final String LIFE =
      "select extract(epoch from coalesce("
          + "(select not_after - created_at from certificate where policy_host = $1 and newest),"
          + "(select not_after - created_at from certificate where authority = $2"
          + " order by created_at desc limit 1)))::float8 as seconds";

  private final Pool pool;
  private final OrderSettings settings;

  SilentWait(Pool pool, OrderSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * Until when it waits.
   *
   * @param dueAt since when the certificate is wanted: it is not counted anew for each edge
   */
  Uni<Instant> until(CertifiedHost host, String authority, Instant dueAt) {
    return pool.preparedQuery(LIFE)
        .execute(Tuple.of(host.value(), authority))
        .map(rows -> rows.iterator().next().getDouble("seconds"))
        .map(seconds -> dueAt.plus(longest(settings.waitForSilent(), life(seconds))));
  }

  /**
   * The bound.
   *
   * @param life of a certificate; empty before the authority has signed the first one
   */
  static Duration longest(Duration setting, Optional<Duration> life) {
    return life.map(whole -> whole.dividedBy(PARTS_OF_LIFE))
        .filter(part -> part.compareTo(setting) < 0)
        .orElse(setting);
  }

  private static Optional<Duration> life(@Nullable Double seconds) {
    return Optional.ofNullable(seconds)
        .map(all -> Duration.ofMillis((long) (all * 1000)))
        .filter(all -> !all.isNegative());
  }
}
