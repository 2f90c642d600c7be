package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Claims orders whose turn it is. Tenants come in turn: one that adds a thousand domains delays
 * nobody's first.
 */
@ApplicationScoped
class DueOrders {
  /** Of so many due orders the tenants' turns are told. */
  private static final int CONSIDERED = 1000;

  private static final String CLAIM =
      "update certificate_order o set claim = o.claim + 1, claimed_until = now() + make_interval(secs => $2)"
          + " from (select policy_host from certificate_order where policy_host in ("
          + "   select policy_host from ("
          + "     select policy_host, due_at, row_number() over (partition by tenant_id order by due_at) as turn"
          + "     from (select policy_host, tenant_id, due_at from certificate_order"
          + "       where certificate_id is null and next_at <= now()"
          + "       and (claimed_until is null or claimed_until < now())"
          + "       order by next_at limit "
          + CONSIDERED
          + ") due) turns order by turn, due_at limit $1)"
          + "   and certificate_id is null and (claimed_until is null or claimed_until < now())"
          + "   for update skip locked) mine"
          + " where o.policy_host = mine.policy_host returning o.policy_host, o.claim";

  private final Pool pool;
  private final OrderSettings settings;

  DueOrders(Pool pool, OrderSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  Uni<List<ClaimedOrder>> claim(int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(most, (double) settings.claimedFor().toMillis() / 1000))
        .map(
            rows -> {
              List<ClaimedOrder> claimed = new ArrayList<>();
              rows.forEach(
                  row ->
                      claimed.add(
                          new ClaimedOrder(CertifiedHost.parse(row.getString(0)), row.getLong(1))));
              return claimed;
            });
  }
}
