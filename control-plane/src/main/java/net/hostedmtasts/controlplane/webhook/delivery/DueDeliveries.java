package net.hostedmtasts.controlplane.webhook.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;

/**
 * Claims deliveries for this instance; others pass over what is claimed. One slow or dead receiver
 * holds few places: each host, each tenant and all failing webhooks together have a share, and
 * tenants have their turns.
 */
@ApplicationScoped
class DueDeliveries {
  /** Between the deadline of an attempt and the end of its claim: the look-up, and noting. */
  static final Duration MARGIN = Duration.ofSeconds(15);

  private static final String DUE =
      "d.state = 'waiting' and d.next_at <= now()"
          + " and (d.claimed_until is null or d.claimed_until < now())";

  // By leaps through the index: webhooks where nothing waits cost nothing.
  private static final String WEBHOOKS =
      "with recursive leap as ((select webhook_id as id from webhook_delivery"
          + " where state = 'waiting' order by webhook_id limit 1)"
          + " union all select (select d.webhook_id from webhook_delivery d"
          + " where d.state = 'waiting' and d.webhook_id > leap.id order by d.webhook_id limit 1)"
          + " from leap where leap.id is not null)";

  // A ping is what somebody waits for.
  private static final String FIRST_OF_EACH =
      "select d.id, d.next_at, d.ping, w.host, w.tenant_id, w.failing_since is not null as failing"
          + " from leap join webhook w on w.id = leap.id cross join lateral ("
          + ("(select d.id, d.next_at, true as ping from webhook_delivery d"
              + " where d.webhook_id = w.id and d.event_number is null and "
              + DUE
              + " order by d.next_at limit 1)")
          + " union all "
          + ("(select d.id, d.next_at, false from webhook_delivery d"
              + " where d.webhook_id = w.id and d.event_number is not null and w.enabled and "
              + DUE
              + " order by d.next_at limit $2)")
          + ") d";

  private static final String CLAIM =
      WEBHOOKS
          + ", busy as (select w.host, w.tenant_id, w.failing_since is not null as failing"
          + " from webhook_delivery d join webhook w on w.id = d.webhook_id"
          + " where d.claimed_until > now()),"
          + (" due as (" + FIRST_OF_EACH + "),")
          + " of_hosts as (select due.*, row_number() over (partition by host order by ping desc, next_at)"
          + " + (select count(*) from busy b where b.host = due.host) as of_host from due),"
          + " of_tenants as (select h.*, row_number() over (partition by tenant_id order by ping desc, next_at)"
          + " + (select count(*) from busy b where b.tenant_id = h.tenant_id) as of_tenant"
          + " from of_hosts h where of_host <= case when failing then 1 else $2 end),"
          + " fair as (select t.*, row_number() over (partition by failing order by of_tenant, next_at)"
          + " + (select count(*) from busy b where b.failing) as of_failing"
          + " from of_tenants t where of_tenant <= $3),"
          + " mine as (select d.id from webhook_delivery d join fair f on f.id = d.id"
          + (" where (not f.failing or f.of_failing <= $3) and " + DUE)
          + " order by f.ping desc, f.failing, f.of_tenant, f.next_at"
          + " limit $1 for update of d skip locked)"
          + " update webhook_delivery d set claim = d.claim + 1,"
          + " claimed_until = now() + make_interval(secs => $4)"
          + " from mine where d.id = mine.id returning d.id, d.claim";

  private final Pool pool;
  private final int ofOneHost;
  private final int share;
  private final double claimedFor;

  DueDeliveries(Pool pool, WebhookSettings settings) {
    this.pool = pool;
    this.ofOneHost = settings.atOncePerHost();
    // Of one tenant, and of all webhooks that fail.
    this.share = Math.max(1, settings.atOnce() / 2);
    this.claimedFor = settings.deadline().plus(MARGIN).toMillis() / 1_000.0;
  }

  Uni<List<Claimed>> claim(int most) {
    return pool.preparedQuery(CLAIM)
        .execute(Tuple.of(most, ofOneHost, share, claimedFor))
        .map(
            rows -> {
              List<Claimed> claimed = new ArrayList<>();
              rows.forEach(row -> claimed.add(new Claimed(row.getUUID(0), row.getLong(1))));
              return claimed;
            });
  }
}
