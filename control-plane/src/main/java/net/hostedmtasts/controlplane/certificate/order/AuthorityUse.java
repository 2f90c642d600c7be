package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Remembers what authorities were asked for, and waits for their limits before they have to refuse
 * (INTEROP, section 8: renewals of the same name are exempt from the limits of account and domain).
 */
@ApplicationScoped
class AuthorityUse {
  enum Kind {
    ORDER,
    FAILURE,
    CERTIFICATE
  }

  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  private static final String ROOM =
      "select max(free) as free from ("
          // The renewal of a name that has had a certificate counts for neither account nor domain.
          + " (select at + interval '3 hours' as free from authority_use where authority = $1"
          + "   and kind = 'ORDER' and at > $3::timestamptz - interval '3 hours'"
          + "   and not exists (select from certificate c where c.policy_host = $2 and c.authority = $1)"
          + "   order by at desc offset $5::bigint - 1 limit 1)"
          + " union all (select at + interval '7 days' from authority_use where authority = $1"
          + "   and kind = 'CERTIFICATE' and registered_domain = $4 and at > $3::timestamptz - interval '7 days'"
          + "   and not exists (select from certificate c where c.policy_host = $2 and c.authority = $1)"
          + "   order by at desc offset $6::bigint - 1 limit 1)"
          + " union all (select at + interval '7 days' from authority_use where authority = $1"
          + "   and kind = 'CERTIFICATE' and registered_domain = $4 and policy_host = $2"
          + "   and at > $3::timestamptz - interval '7 days' order by at desc offset $7::bigint - 1 limit 1)"
          + " union all (select at + interval '1 hour' from authority_use where authority = $1"
          + "   and kind = 'FAILURE' and registered_domain = $4 and policy_host = $2"
          + "   and at > $3::timestamptz - interval '1 hour' order by at desc offset $8::bigint - 1 limit 1)"
          + ") limits";

  private final Pool pool;
  private final Clock clock;

  AuthorityUse(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Fails with {@link NotYet} while a limit is reached. */
  Uni<Void> requireRoom(String authority, AcmeSettings.Limits limits, CertifiedHost host) {
    Instant now = clock.instant();
    return pool.preparedQuery(ROOM)
        .execute(
            Tuple.from(
                new Object[] {
                  authority,
                  host.value(),
                  now.atOffset(ZoneOffset.UTC),
                  host.registered(),
                  (long) limits.ordersPerThreeHours(),
                  (long) limits.certificatesPerDomainAndWeek(),
                  (long) limits.certificatesPerNameAndWeek(),
                  (long) limits.failuresPerNameAndHour()
                }))
        .invoke(
            rows -> {
              OffsetDateTime free = rows.iterator().next().getOffsetDateTime("free");
              if (free != null && free.toInstant().isAfter(now)) {
                throw full(authority, host, free.toInstant(), now);
              }
            })
        .replaceWithVoid();
  }

  private static NotYet full(String authority, CertifiedHost host, Instant free, Instant now) {
    return new NotYet(
        Finding.of(
            FindingCode.AUTHORITY_RATE_LIMITED,
            host.value(),
            Found.at(
                now, "certificate authority " + authority, "its limit is free again at " + free)),
        free);
  }

  /** Remembers one use, and forgets those that count no more. */
  Uni<Void> note(String authority, Kind kind, CertifiedHost host) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return pool.preparedQuery(
            "delete from authority_use where authority = $1 and kind = $2 and at < $3")
        .execute(Tuple.of(authority, kind.name(), now.minus(LONGEST_WINDOW)))
        .chain(() -> add(authority, kind, host, now));
  }

  private Uni<Void> add(String authority, Kind kind, CertifiedHost host, OffsetDateTime now) {
    return pool.preparedQuery(
            "insert into authority_use (authority, kind, policy_host, registered_domain, at)"
                + " values ($1, $2, $3, $4, $5)")
        .execute(Tuple.of(authority, kind.name(), host.value(), host.registered(), now))
        .replaceWithVoid();
  }
}
