package net.hostedmtasts.controlplane.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.Policy;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The policy revisions of hosted domains that sending MTAs may hold. */
@ApplicationScoped
public class MaxAgeLedger {
  /** What an edge holds of which nobody knows what it is: any of the domain's revisions. */
  private static final String UNKNOWN = "unknown";

  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  /** A revision is published: from now on senders may fetch it. */
  public Uni<Void> published(
      Mutiny.Session session,
      UUID domain,
      long revision,
      Policy policy,
      String contentHash,
      Instant now) {
    return enter(
        session,
        domain,
        revision,
        policy.mode(),
        policy.servedMaxAge().duration(),
        contentHash,
        now);
  }

  private static Uni<Void> enter(
      Mutiny.Session session,
      UUID domain,
      long revision,
      Mode mode,
      Duration maxAge,
      String contentHash,
      Instant now) {
    return session
        .createNativeQuery(
            "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at)"
                + " values (:domain, :revision, :mode, :maxAge, :hash, :now) on conflict do nothing")
        .setParameter("domain", domain)
        .setParameter("revision", revision)
        .setParameter("mode", mode.value())
        .setParameter("maxAge", maxAge.toSeconds())
        .setParameter("hash", contentHash)
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * The newest document and its id are on every edge: all older revisions are held for their
   * max_age from now on, after the TXT record's TTL. Those that a silent edge may still answer stay
   * open.
   *
   * @param lost since when the CNAME records are missed; null while they are seen. What was closed
   *     since then may have been answered until now: the records may be back, and no check has seen
   *     them yet
   */
  public Uni<Void> replaced(
      Mutiny.Session session,
      UUID domain,
      long newest,
      Duration txtTtl,
      @Nullable Instant lost,
      Instant now) {
    return session
        .createNativeQuery(
            "update held_policy h set replaced_at = cast(:now as timestamptz),"
                + " held_until = cast(:now as timestamptz) + make_interval(secs => h.max_age + :ttl)"
                + " where h.domain_id = :domain and h.revision < :newest"
                + " and (h.held_until is null or h.replaced_at >= :lost)"
                + " and not exists (select from released_past p where p.domain_id = :domain"
                + " and p.held_content_hash in (h.content_hash, :unknown))")
        .setParameter("domain", domain)
        .setParameter("newest", newest)
        .setParameter("ttl", (double) txtTtl.toSeconds())
        .setParameter("lost", lost == null ? NEVER : lost)
        .setParameter("unknown", UNKNOWN)
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * An edge that had been given up is back: what it held counts as answered until now, and until
   * the policy's next id is on every edge.
   */
  public Uni<Void> answeredAgain(Mutiny.Session session, UUID domain, String heldContentHash) {
    return session
        .createNativeQuery(
            "update held_policy set replaced_at = null, held_until = null"
                + " where domain_id = :domain and :hash in (content_hash, :unknown)")
        .setParameter("domain", domain)
        .setParameter("hash", heldContentHash)
        .setParameter("unknown", UNKNOWN)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * Nobody can follow the CNAME records to the domain's names any more: all that was published is
   * held for its max_age from {@code since} on.
   */
  public Uni<Void> unreachableSince(Mutiny.Session session, UUID domain, Instant since) {
    return session
        .createNativeQuery(
            "update held_policy set replaced_at = :since,"
                + " held_until = cast(:since as timestamptz) + make_interval(secs => max_age)"
                + " where domain_id = :domain and held_until is null")
        .setParameter("domain", domain)
        .setParameter("since", since)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * The CNAME records are back, or one of them: what the edges answer is answered.
   *
   * @param newest no silent edge apart, what is older is answered by none; 0 where that is not
   *     known
   * @param lost since when the records were missed: what was replaced before stays so
   */
  public Uni<Void> reachableAgain(Mutiny.Session session, UUID domain, long newest, Instant lost) {
    return session
        .createNativeQuery(
            "update held_policy h set replaced_at = null, held_until = null"
                + " where h.domain_id = :domain and h.replaced_at >= :lost and (h.revision >= :newest"
                + " or exists (select from released_past p where p.domain_id = :domain"
                + " and p.held_content_hash in (h.content_hash, :unknown)))")
        .setParameter("domain", domain)
        .setParameter("newest", newest)
        .setParameter("lost", lost)
        .setParameter("unknown", UNKNOWN)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** A policy that another host served: senders may hold it as if it were replaced now. */
  public Uni<Void> imported(
      Mutiny.Session session, UUID domain, Mode mode, Duration maxAge, Instant now) {
    return enter(session, domain, HeldPolicy.IMPORTED, mode, maxAge, "imported", now);
  }

  /** The domain has moved to another tenant: what senders hold is the other's to wait for. */
  public Uni<Void> move(Mutiny.Session session, UUID from, UUID to) {
    return session
        .createNativeQuery(
            "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at,"
                + " replaced_at, held_until)"
                + " select :to, revision, mode, max_age, content_hash, published_at, replaced_at, held_until"
                + " from held_policy where domain_id = :from on conflict do nothing")
        .setParameter("from", from)
        .setParameter("to", to)
        .executeUpdate()
        .chain(() -> moveSilent(session, from, to))
        .chain(() -> forget(session, from));
  }

  /** A silent edge goes on answering the policy, whoever's it is. */
  private static Uni<Void> moveSilent(Mutiny.Session session, UUID from, UUID to) {
    return session
        .createNativeQuery(
            "insert into released_past (edge, domain_id, held_content_hash)"
                + " select edge, :to, held_content_hash from released_past where domain_id = :from"
                + " on conflict (edge, domain_id) do update set held_content_hash = :unknown")
        .setParameter("from", from)
        .setParameter("to", to)
        .setParameter("unknown", UNKNOWN)
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery("delete from released_past where domain_id = :from")
                    .setParameter("from", from)
                    .executeUpdate())
        .replaceWithVoid();
  }

  /** Nothing of the domain can be held. */
  public Uni<Void> forget(Mutiny.Session session, UUID domain) {
    return session
        .createNativeQuery("delete from held_policy where domain_id = :domain")
        .setParameter("domain", domain)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** All revisions of a domain, newest first. */
  public Uni<List<HeldPolicy>> of(Mutiny.Session session, UUID domain) {
    return session
        .createNativeQuery(
            "select revision, mode, max_age, published_at, replaced_at, held_until from held_policy"
                + " where domain_id = :domain order by revision desc limit 1000",
            Object[].class)
        .setParameter("domain", domain)
        .getResultList()
        .map(rows -> rows.stream().map(MaxAgeLedger::held).toList());
  }

  private static HeldPolicy held(Object[] row) {
    return new HeldPolicy(
        (Long) row[0],
        Mode.parse((String) row[1]),
        Duration.ofSeconds((Long) row[2]),
        ((OffsetDateTime) row[3]).toInstant(),
        instant(row[4]),
        instant(row[5]));
  }

  private static @Nullable Instant instant(@Nullable Object column) {
    return column == null ? null : ((OffsetDateTime) column).toInstant();
  }

  /**
   * Until when an {@code enforce} policy may be held, if all were replaced now; {@code now} where
   * none is.
   */
  public Uni<Instant> enforcedUntil(Mutiny.Session session, UUID domain, Instant now) {
    return of(session, domain)
        .map(
            all ->
                all.stream()
                    .filter(held -> held.binds(now))
                    .map(held -> held.heldAtMostUntil(now))
                    .max(Instant::compareTo)
                    .orElse(now));
  }
}
