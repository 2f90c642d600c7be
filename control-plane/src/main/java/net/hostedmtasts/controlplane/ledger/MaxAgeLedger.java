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

  /** So long people may still look at what nobody holds any more. */
  private static final Duration SHOWN_AFTERWARDS = Duration.ofDays(30);

  private static final Duration LONGEST_CACHED = Duration.ofDays(7);

  /** A revision is published: from now on senders may fetch it. */
  public Uni<Void> published(
      Mutiny.Session session,
      UUID domain,
      long revision,
      Policy policy,
      String contentHash,
      Instant now) {
    return session
        .createNativeQuery(
            "insert into held_policy (domain_id, revision, mode, max_age, content_hash, published_at)"
                + " values (:domain, :revision, :mode, :maxAge, :hash, :now) on conflict do nothing")
        .setParameter("domain", domain)
        .setParameter("revision", revision)
        .setParameter("mode", policy.mode().value())
        .setParameter("maxAge", policy.servedMaxAge().duration().toSeconds())
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
                + " held_until = cast(:now as timestamptz) + make_interval(secs => h.max_age + h.cached_for + :ttl)"
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
        .chain(() -> prune(session, domain, newest, lost, now));
  }

  /** Only what nothing can open again: neither a silent edge that is back, nor lost records. */
  private static Uni<Void> prune(
      Mutiny.Session session, UUID domain, long newest, @Nullable Instant lost, Instant now) {
    return session
        .createNativeQuery(
            "delete from held_policy h where h.domain_id = :domain and h.revision < :newest"
                + " and h.held_until < :over and h.replaced_at < :lost"
                + " and not exists (select from released_past p where p.domain_id = :domain"
                + " and p.held_content_hash in (h.content_hash, :unknown))")
        .setParameter("domain", domain)
        .setParameter("newest", newest)
        .setParameter("over", now.minus(SHOWN_AFTERWARDS))
        .setParameter("lost", lost == null ? NEVER : lost)
        .setParameter("unknown", UNKNOWN)
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
                + " held_until = cast(:since as timestamptz) + make_interval(secs => max_age + cached_for)"
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

  /**
   * A policy that another host serves: senders may hold it as if it were replaced now. Of several
   * imports each may be held, so the longest counts.
   *
   * @param cachedFor TTL of the records that lead senders to it
   */
  public Uni<Void> imported(
      Mutiny.Session session,
      UUID domain,
      Mode mode,
      Duration maxAge,
      Duration cachedFor,
      Instant now) {
    // A resolver keeps nothing longer, whatever its TTL says (RFC 8767, section 4).
    Duration cached = cachedFor.compareTo(LONGEST_CACHED) > 0 ? LONGEST_CACHED : cachedFor;
    return session
        .createNativeQuery(
            "insert into held_policy as h (domain_id, revision, mode, max_age, cached_for, content_hash,"
                + " published_at) values (:domain, :revision, :mode, :maxAge, :cached, 'imported', :now)"
                + " on conflict (domain_id, revision) do update set"
                + " max_age = greatest(h.max_age, excluded.max_age),"
                + " cached_for = greatest(h.cached_for, excluded.cached_for),"
                + " replaced_at = null, held_until = null")
        .setParameter("domain", domain)
        .setParameter("revision", HeldPolicy.IMPORTED)
        .setParameter("mode", mode.value())
        .setParameter("maxAge", maxAge.toSeconds())
        .setParameter("cached", cached.toSeconds())
        .setParameter("now", now)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * The domain has moved to another tenant: what senders hold is the other's to wait for. Both may
   * have imported a policy; what may be held longer counts.
   */
  public Uni<Void> move(Mutiny.Session session, UUID from, UUID to) {
    return session
        .createNativeQuery(
            "insert into held_policy as h (domain_id, revision, mode, max_age, cached_for, content_hash,"
                + " published_at, replaced_at, held_until)"
                + " select :to, revision, mode, max_age, cached_for, content_hash, published_at,"
                + " replaced_at, held_until from held_policy where domain_id = :from"
                + " on conflict (domain_id, revision) do update set"
                + " max_age = greatest(h.max_age, excluded.max_age),"
                + " cached_for = greatest(h.cached_for, excluded.cached_for),"
                + " replaced_at = case when h.held_until is null or excluded.held_until is null"
                + " then null else greatest(h.replaced_at, excluded.replaced_at) end,"
                + " held_until = case when h.held_until is null or excluded.held_until is null"
                + " then null else greatest(h.held_until, excluded.held_until) end")
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

  /** The newest 1,000 revisions of a domain, newest first. */
  public Uni<List<HeldPolicy>> of(Mutiny.Session session, UUID domain) {
    return session
        .createNativeQuery(
            "select revision, mode, max_age, cached_for, published_at, replaced_at, held_until"
                + " from held_policy"
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
        Duration.ofSeconds((Long) row[3]),
        ((OffsetDateTime) row[4]).toInstant(),
        instant(row[5]),
        instant(row[6]));
  }

  private static @Nullable Instant instant(@Nullable Object column) {
    return column == null ? null : ((OffsetDateTime) column).toInstant();
  }

  /**
   * Until when an {@code enforce} policy may be held, if all were replaced now; {@code now} where
   * none is.
   */
  public Uni<Instant> enforcedUntil(Mutiny.Session session, UUID domain, Instant now) {
    return session
        .createNativeQuery(
            "select max(coalesce(held_until,"
                + " cast(:now as timestamptz) + make_interval(secs => max_age + cached_for)))"
                + " from held_policy where domain_id = :domain and mode = :enforce",
            OffsetDateTime.class)
        .setParameter("domain", domain)
        .setParameter("enforce", Mode.ENFORCE.value())
        .setParameter("now", now)
        .getSingleResultOrNull()
        .map(latest -> latest == null ? now : later(latest.toInstant(), now));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
