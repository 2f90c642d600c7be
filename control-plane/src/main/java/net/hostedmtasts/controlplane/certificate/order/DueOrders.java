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

  private static final String DUE =
      " certificate_id is null and next_at <= now()"
          + " and (claimed_until is null or claimed_until < now())";

  /** In this order they are gone on with. */
  private static final String ORDER = " order by turn, due_at, policy_host";

  private static final String TURNS =
      "(select policy_host, due_at, row_number()"
          + " over (partition by tenant_id order by due_at, policy_host) as turn"
          + " from (select policy_host, tenant_id, due_at from certificate_order where"
          + DUE
          + " order by next_at limit "
          + CONSIDERED
          + ") due) turns";

  private static final String CLAIM =
      "update certificate_order o set claim = o.claim + 1, claimed_until = now() + make_interval(secs => $2)"
          + " from (select policy_host from certificate_order where policy_host in ("
          + "   select policy_host from "
          + TURNS
          + ORDER
          + " limit $1)"
          + "   and certificate_id is null and (claimed_until is null or claimed_until < now())"
          + "   for update skip locked) mine"
          + " where o.policy_host = mine.policy_host returning o.policy_host, o.claim";

  /** Those whose turn is told as they are claimed; behind these, by time. */
  private static final String BEFORE =
      "select coalesce((select before from (select policy_host, row_number() over ("
          + ORDER
          + ") - 1 as before from "
          + TURNS
          + ") places where policy_host = $1),"
          + " (select count(*) from certificate_order where"
          + DUE
          + " and next_at < (select next_at from certificate_order where policy_host = $1)))"
          + " as before";

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

  /** How many orders are taken before that of a host which is due, as things are now. */
  static Uni<Long> before(Pool pool, CertifiedHost host) {
    return pool.preparedQuery(BEFORE)
        .execute(Tuple.of(host.value()))
        .map(rows -> rows.iterator().next().getLong("before"));
  }
}
