package net.hostedmtasts.controlplane.servicehost;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import org.jspecify.annotations.Nullable;

/**
 * How far a host is.
 *
 * @param certificate the newest one that is in date
 * @param renewAt when that one is to be renewed
 * @param ordered whether another one is on its way
 * @param issued whether that order has its certificate
 * @param published the body of the publication row, where one is served
 */
record Standing(
    ServiceHost host,
    Optional<UUID> certificate,
    @Nullable Instant renewAt,
    boolean ordered,
    boolean issued,
    Optional<String> published) {

  /** Of each name in {@code $1}, at the time {@code $2}. */
  static final String QUERY =
      "select h.host, c.id, c.renew_at, o.policy_host is not null as ordered,"
          + " o.certificate_id is not null as issued, p.body from unnest($1::text[]) as h(host)"
          + " left join certificate c on c.policy_host = h.host and c.newest and c.not_after >= $2"
          + " left join certificate_order o on o.policy_host = h.host"
          + " left join publication p on p.topic = 'mta-sts.certificates' and p.key = h.host"
          + " and p.served";

  static Standing of(Row row) {
    OffsetDateTime renewAt = row.getOffsetDateTime("renew_at");
    return new Standing(
        ServiceHost.parse(row.getString("host")),
        Optional.ofNullable(row.getUUID("id")),
        renewAt == null ? null : renewAt.toInstant(),
        row.getBoolean("ordered"),
        row.getBoolean("issued"),
        Optional.ofNullable(row.getString("body")));
  }

  /** Since when a certificate is wanted that nobody has ordered yet; empty where none is. */
  Optional<Instant> wantedSince(Instant now) {
    if (ordered) {
      return Optional.empty();
    }
    return renewAt == null ? Optional.of(now) : Optional.of(renewAt).filter(at -> !at.isAfter(now));
  }
}
