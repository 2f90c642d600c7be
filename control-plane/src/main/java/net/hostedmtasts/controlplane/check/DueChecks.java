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

  private final Pool pool;

  DueChecks(Pool pool) {
    this.pool = pool;
  }

  Uni<List<Claimed>> claim(int most) {
    return pool.preparedQuery(
            // Whoever asks for a check while this one is made sets another time, which then stays.
            "update domain_check c set claim = c.claim + 1, claimed_until = now() + interval '"
                + CLAIMED_FOR
                + "', next_at = now() + interval '"
                + CLAIMED_FOR
                + "' from (select domain_id from domain_check where next_at <= now()"
                + " and (claimed_until is null or claimed_until < now())"
                + " order by next_at limit $1 for update skip locked) due"
                + " where c.domain_id = due.domain_id returning c.domain_id, c.claim")
        .execute(Tuple.of(most))
        .map(
            rows -> {
              List<Claimed> claimed = new ArrayList<>();
              rows.forEach(row -> claimed.add(new Claimed(row.getUUID(0), row.getLong(1))));
              return claimed;
            });
  }
}
