package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Claims orders whose turn it is. Tenants come in turn: one that adds thousands of domains delays
 * nobody's first. The turn of an order is its place within its tenant, behind those that are at
 * work; there, what is begun comes to its end before anything new is begun.
 */
@ApplicationScoped
class DueOrders {
  /** A claim chooses among so many tenants with due orders; which ones, is left to chance. */
  private static final int TENANTS = 500;

  /** Places within a tenant that are told exactly. */
  private static final int PLACES = 100;

  /** Before every tenant; stands for the service itself, whose hosts have none. */
  private static final UUID FIRST = new UUID(0, 0);

  private static final String TENANT =
      "coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'::uuid)";

  private static final String DUE =
      "certificate_id is null and next_at <= now()"
          + " and (claimed_until is null or claimed_until < now())";

  /** Within a tenant; the index has the same order. */
  private static final String PLACE = "(order_url is null), next_at, policy_host";

  /** Tenants with due orders, by leaps through the index: from $2 to the last, then up to $2. */
  private static final String SOME_TENANTS =
      leaps("later", ">= $2")
          + ", "
          + leaps("sooner", "< $2")
          + (", tenants as (select tenant from later where tenant is not null"
                  + " union all select tenant from sooner where tenant is not null limit %d)")
              .formatted(TENANTS);

  private static final String AT_WORK =
      ("at_work as (select %s as tenant, count(*) as orders from certificate_order"
              + " where claimed_until >= now() and certificate_id is null group by 1)")
          .formatted(TENANT);

  private static final String CLAIM =
      "with recursive "
          + SOME_TENANTS
          + ", "
          + AT_WORK
          + ", "
          + turns("$1")
          + " update certificate_order o set claim = o.claim + 1,"
          + " claimed_until = now() + make_interval(secs => $3)"
          + " from (select policy_host from certificate_order where policy_host in"
          + " (select policy_host from turns order by turn, due_at, policy_host limit $1) and "
          + DUE
          + " for update skip locked) mine"
          + " where o.policy_host = mine.policy_host returning o.policy_host, o.claim";

  /** The turn of $1, and how many come before it; by time alone where it is far behind. */
  private static final String BEFORE =
      "with recursive "
          + SOME_TENANTS
          + ", "
          + AT_WORK
          + (", host as (select %1$s as tenant, order_url is null as fresh, next_at as at, due_at as due"
                  + "   from certificate_order where policy_host = $1),"
                  + " mine as (select host.*, place,"
                  + "   place + coalesce((select orders from at_work w where w.tenant = host.tenant), 0) as turn"
                  + "   from host cross join lateral (select count(*) as place from (select from certificate_order"
                  + "     where %2$s and %1$s = host.tenant and (%3$s) <= (host.fresh, host.at, $1)"
                  + "     limit %4$d + 1) places) counted), ")
              .formatted(TENANT, DUE, PLACE, PLACES)
          + turns("(select turn from mine)")
          + (" select case when place <= %d then (select count(*) from turns"
                  + "   where (turn, due_at, policy_host) < (mine.turn, mine.due, $1))"
                  + " else (select count(*) from certificate_order where %s and next_at < mine.at) end"
                  + " as before from mine")
              .formatted(PLACES, DUE);

  private final Pool pool;
  private final OrderSettings settings;

  DueOrders(Pool pool, OrderSettings settings) {
    this.pool = pool;
    this.settings = settings;
  }

  private static String leaps(String name, String range) {
    return ("%1$s (tenant, leap) as ("
            + "(select %2$s, 1 from certificate_order where %3$s and %2$s %4$s order by %2$s limit 1)"
            + " union all select (select %2$s from certificate_order where %3$s and %2$s %4$s"
            + "   and %2$s > %1$s.tenant order by %2$s limit 1), leap + 1"
            + " from %1$s where tenant is not null and leap < %5$d)")
        .formatted(name, TENANT, DUE, range, TENANTS);
  }

  /** The first due orders of each tenant. */
  private static String turns(String most) {
    return ("turns as (select policy_host, due_at, place + coalesce(orders, 0) as turn"
            + " from tenants left join at_work using (tenant)"
            + " cross join lateral (select policy_host, due_at, row_number() over (order by %3$s) as place"
            + "   from certificate_order where %2$s and %1$s = tenants.tenant order by %3$s limit %4$s) first)")
        .formatted(TENANT, DUE, PLACE, most);
  }

  Uni<List<ClaimedOrder>> claim(int most) {
    return pool.preparedQuery(CLAIM)
        .execute(
            Tuple.of(most, UUID.randomUUID(), (double) settings.claimedFor().toMillis() / 1000))
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
        .execute(Tuple.of(host.value(), FIRST))
        .map(
            rows -> {
              RowIterator<Row> row = rows.iterator();
              return row.hasNext() ? row.next().getLong("before") : 0L;
            });
  }
}
