package net.hostedmtasts.controlplane.certificate.limit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Whether an authority's limits leave room for one more order, and else when its turn may come. Of
 * those that wait for the same room each gets a time of its own.
 */
record Room(SqlClient client, String authority, CertifiedHost host, Instant now) {
  /**
   * Limits and those that wait may change: nobody waits so much longer than the first without
   * looking again.
   */
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * How many come before the order of {@code $1} where those not begun come by tenants in turn: of
   * those that need a first certificate of {@code $2}, below {@code $3} where that is not empty.
   */
  private static final String PLACE =
      "select coalesce((select place from (select policy_host,"
          + " row_number() over (order by turn, due_at, policy_host) - 1 as place from ("
          + "select policy_host, due_at, row_number()"
          + " over (partition by tenant_id order by due_at, policy_host) as turn"
          + " from certificate_order o where certificate_id is null and order_url is null"
          + " and (failures = 0 or policy_host = $1)"
          + " and ($3 = '' or right(policy_host, length($3) + 1) = '.' || $3)"
          + " and (policy_host = $1 or not exists (select from certificate c"
          + " where c.policy_host = o.policy_host and c.authority = $2))"
          + ") turns) places where policy_host = $1), 0) as place";

  /** Until when there is none, as things are now; empty where there is some. */
  Uni<Optional<Instant>> freeAt(AcmeSettings.Limits limits) {
    Uni<Optional<Instant>> latest = Uni.createFrom().item(Optional.empty());
    for (Limit limit : Limit.values()) {
      latest =
          latest.chain(before -> freeAt(limit, limit.of(limits)).map(free -> later(before, free)));
    }
    return latest;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }

  private Uni<Optional<Instant>> freeAt(Limit limit, int most) {
    return ends(limit, most - 1L)
        .chain(
            first ->
                first.isEmpty() || !limit.shared()
                    ? Uni.createFrom().item(first)
                    : place(limit)
                        .chain(place -> freeAt(limit, most, place))
                        .map(own -> own.map(at -> spread(first.get(), at))));
  }

  /** As many places get free in each window as uses are allowed in it. */
  private Uni<Optional<Instant>> freeAt(Limit limit, int most, long place) {
    Duration windows = limit.window().multipliedBy(place / most);
    return ends(limit, most - 1L - place % most).map(end -> end.map(at -> at.plus(windows)));
  }

  private Uni<Optional<Instant>> ends(Limit limit, long longer) {
    return client
        .preparedQuery(limit.query())
        .execute(
            Tuple.of(
                authority, host.value(), now.atOffset(ZoneOffset.UTC), host.registered(), longer))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.<Instant>empty()
                    : Optional.of(at(rows.iterator().next().getOffsetDateTime("free"))));
  }

  private static Instant at(OffsetDateTime time) {
    return time.toInstant();
  }

  private Uni<Long> place(Limit limit) {
    String below = limit == Limit.DOMAIN ? host.registered() : "";
    return client
        .preparedQuery(PLACE)
        .execute(Tuple.of(host.value(), authority, below))
        .map(rows -> rows.iterator().next().getLong("place"));
  }

  /** What is beyond {@link #LONGEST} comes in its second half, in the same places. */
  private static Instant spread(Instant first, Instant own) {
    Duration wait = Duration.between(first, own);
    Duration half = LONGEST.dividedBy(2);
    return wait.compareTo(LONGEST) <= 0
        ? own
        : first.plus(half).plusMillis(wait.toMillis() % half.toMillis());
  }
}
