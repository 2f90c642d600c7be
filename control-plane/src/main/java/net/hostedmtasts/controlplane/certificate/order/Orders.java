package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Takes orders in, and hands over what was issued. */
@Singleton
public final class Orders {
  private final Pool pool;
  private final Clock clock;

  Orders(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * A certificate that is wanted.
   *
   * @param tenant whose turn it takes; null for a host of the service itself
   * @param dueAt since when
   */
  public record Wanted(CertifiedHost host, @Nullable UUID tenant, Instant dueAt) {}

  /**
   * A certificate that is issued and not published yet.
   *
   * @param certificate its id
   */
  public record Issued(CertifiedHost host, UUID certificate) {}

  /** Takes orders in; a host that has one already keeps it. Answers how many are new. */
  public Uni<Integer> want(List<Wanted> wanted) {
    if (wanted.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    OffsetDateTime now = utc(clock.instant());
    return pool.preparedQuery(
            "insert into certificate_order (policy_host, tenant_id, due_at, next_at, created_at)"
                + " select host, tenant, due, $4, $4 from unnest($1::text[], $2::uuid[], $3::timestamptz[])"
                + " as wanted (host, tenant, due) on conflict do nothing")
        .execute(
            Tuple.of(
                wanted.stream().map(one -> one.host().value()).toArray(String[]::new),
                wanted.stream().map(Wanted::tenant).toArray(UUID[]::new),
                wanted.stream().map(one -> utc(one.dueAt())).toArray(OffsetDateTime[]::new),
                now))
        .map(rows -> rows.rowCount());
  }

  /** Certificates to publish, at most so many. */
  public Uni<List<Issued>> issued(int most) {
    return pool.preparedQuery(
            "select policy_host, certificate_id from certificate_order"
                + " where certificate_id is not null limit $1")
        .execute(Tuple.of(most))
        .map(
            rows -> {
              List<Issued> issued = new ArrayList<>();
              rows.forEach(
                  row ->
                      issued.add(
                          new Issued(CertifiedHost.parse(row.getString(0)), row.getUUID(1))));
              return issued;
            });
  }

  /** The order of a host, as people see it; empty where nothing is ordered. */
  public Uni<Optional<OrderView>> view(Mutiny.Session session, CertifiedHost host) {
    return session
        .find(CertificateOrder.class, host.value())
        .chain(
            order ->
                order == null
                    ? Uni.createFrom().item(Optional.empty())
                    : order.queued(clock.instant())
                        ? DueOrders.before(pool, host)
                            .map(position -> Optional.of(OrderView.of(order, position)))
                        : Uni.createFrom().item(Optional.of(OrderView.of(order, null))));
  }

  /** What an owner should know of the order of a host. */
  public Uni<List<Finding>> findings(Mutiny.Session session, CertifiedHost host) {
    return session
        .find(CertificateOrder.class, host.value())
        .map(order -> order == null ? List.of() : order.findings());
  }

  /** Ends an order whose certificate is published, or that nobody wants any more. */
  public Uni<Void> end(Mutiny.Session session, CertifiedHost host) {
    return session
        .createMutationQuery("delete from CertificateOrder where host = :host")
        .setParameter("host", host.value())
        .executeUpdate()
        .replaceWithVoid();
  }

  /** Lets an order that waits after a failure be tried again now, if its authority allows it. */
  public Uni<Void> again(Mutiny.Session session, CertifiedHost host) {
    return session
        .createMutationQuery(
            "update CertificateOrder set nextAt = :now, failingSince = null"
                + " where host = :host and certificateId is null and failures > 0"
                + " and (notBefore is null or notBefore < :now)")
        .setParameter("host", host.value())
        .setParameter("now", clock.instant())
        .executeUpdate()
        .replaceWithVoid();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
