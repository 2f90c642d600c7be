package net.hostedmtasts.controlplane.certificate.limit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Remembers what authorities were asked for, and waits for their limits before they have to refuse
 * (INTEROP, section 8: renewals of the same name are exempt from the limits of account and domain).
 */
@ApplicationScoped
public class AuthorityUse {
  /** What it was asked for. */
  public enum Kind {
    ORDER,
    FAILURE,
    CERTIFICATE
  }

  private static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  // Tells this lock from other advisory locks with two keys.
  private static final int LOCK = 0x6f72_6472;

  private final Pool pool;
  private final Clock clock;

  AuthorityUse(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /** Until when a limit is reached, as things are now; empty where there is room. Takes nothing. */
  public Uni<Optional<Instant>> fullUntil(
      String authority, AcmeSettings.Limits limits, CertifiedHost host) {
    return fullUntil(pool, authority, limits, host);
  }

  /**
   * Remembers that an order is begun where there is room, and else answers until when there is
   * none. Whoever asks at the same time, here or at another instance, comes after the commit and
   * sees it.
   */
  public Uni<Optional<Instant>> takeRoom(
      String authority, AcmeSettings.Limits limits, CertifiedHost host) {
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery("select cast(pg_advisory_xact_lock($1, hashtext($2)) as text)")
                .execute(Tuple.of(LOCK, authority))
                // A statement of its own: it sees what whoever held the lock before has committed.
                .chain(() -> fullUntil(connection, authority, limits, host))
                .call(
                    full ->
                        full.isPresent()
                            ? Uni.createFrom().voidItem()
                            : note(connection, authority, Kind.ORDER, host)));
  }

  /** The order for which room was taken last was not begun. */
  public Uni<Void> giveBack(String authority, CertifiedHost host) {
    return pool.preparedQuery(
            "delete from authority_use where id = (select id from authority_use"
                + " where authority = $1 and kind = $2 and registered_domain = $3"
                + " and policy_host = $4 order by at desc, id desc limit 1)")
        .execute(Tuple.of(authority, Kind.ORDER.name(), host.registered(), host.value()))
        .replaceWithVoid();
  }

  private Uni<Optional<Instant>> fullUntil(
      SqlClient client, String authority, AcmeSettings.Limits limits, CertifiedHost host) {
    Instant now = clock.instant();
    return new Room(client, authority, host, now)
        .freeAt(limits)
        .map(free -> free.filter(at -> at.isAfter(now)));
  }

  /** Remembers one use, and forgets those that count no more. */
  public Uni<Void> note(String authority, Kind kind, CertifiedHost host) {
    return note(pool, authority, kind, host);
  }

  private Uni<Void> note(SqlClient client, String authority, Kind kind, CertifiedHost host) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return client
        .preparedQuery("delete from authority_use where authority = $1 and kind = $2 and at < $3")
        .execute(Tuple.of(authority, kind.name(), now.minus(LONGEST_WINDOW)))
        .chain(() -> add(client, authority, kind, host, now));
  }

  private static Uni<Void> add(
      SqlClient client, String authority, Kind kind, CertifiedHost host, OffsetDateTime now) {
    return client
        .preparedQuery(
            "insert into authority_use (authority, kind, policy_host, registered_domain, at)"
                + " values ($1, $2, $3, $4, $5)")
        .execute(Tuple.of(authority, kind.name(), host.value(), host.registered(), now))
        .replaceWithVoid();
  }
}
