package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Claims checks for this instance; others pass over what is claimed. */
@ApplicationScoped
class DueChecks {
  /** A killed instance's checks rest so long; longer than any check takes. */
  private static final String CLAIMED_FOR = "60 seconds";

  /** So many are looked at for one that is claimed: others may be claiming the same. */
  private static final int CANDIDATES = 4;

  /** Nobody has all places: name servers that swallow questions hold one for a long time. */
  private static final double SHARE_OF_A_TENANT = 0.75;

  private static final String DUE =
      "c.next_at <= now() and (c.claimed_until is null or c.claimed_until < now())";

  // "Urgent" is what somebody waits for. Whoever asks for a check while this one is made sets
  // another time, which then stays.
  private static final String CLAIM =
      "with busy as (select h.tenant_id, count(*) as places from domain_check c"
          + " join hosted_domain h on h.id = c.domain_id where c.claimed_until > now()"
          + " group by h.tenant_id),"
          + " candidate as (select c.domain_id, h.tenant_id, c.next_at, coalesce(b.places, 0) as places,"
          + " c.checked_at is null or coalesce(c.requested_at > c.checked_at, false) as urgent"
          + " from domain_check c join hosted_domain h on h.id = c.domain_id"
          + " left join busy b on b.tenant_id = h.tenant_id"
          + (" where " + DUE + " and coalesce(b.places, 0) < $2")
          + " order by urgent desc, c.next_at limit $3),"
          + " fair as (select domain_id, urgent, next_at, places + row_number()"
          + " over (partition by tenant_id order by urgent desc, next_at) as of_tenant"
          + " from candidate),"
          + " due as (select c.domain_id from domain_check c join fair f on f.domain_id = c.domain_id"
          + (" where f.of_tenant <= $2 and " + DUE)
          + " order by f.urgent desc, f.next_at limit $1 for update of c skip locked)"
          + " update domain_check c set claim = c.claim + 1,"
          + (" claimed_until = now() + interval '" + CLAIMED_FOR + "',")
          + (" next_at = now() + interval '" + CLAIMED_FOR + "'")
          + " from due where c.domain_id = due.domain_id returning c.domain_id, c.claim";

  private final Pool pool;
  private final int ofOneTenant;

  DueChecks(Pool pool, CheckSettings settings) {
    this.pool = pool;
    this.ofOneTenant = Math.max(1, (int) (settings.atOnce() * SHARE_OF_A_TENANT));
  }

  Uni<List<Claimed>> claim(int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(most, ofOneTenant, most * CANDIDATES))
        .map(
            rows -> {
              List<Claimed> claimed = new ArrayList<>();
              rows.forEach(row -> claimed.add(new Claimed(row.getUUID(0), row.getLong(1))));
              return claimed;
            });
  }
}
