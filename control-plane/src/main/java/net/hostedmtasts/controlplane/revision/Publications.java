package net.hostedmtasts.controlplane.revision;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Sets what a key is to show, in the transaction of the change that wants it. Nothing is sent here:
 * the publisher compares and sends, so a crash after the commit loses nothing.
 */
@ApplicationScoped
public class Publications {
  private final Clock clock;

  Publications(Clock clock) {
    this.clock = clock;
  }

  /**
   * Serves {@code body} under a key.
   *
   * @return the revision to wait for; a body that is shown already keeps its revision, unless its
   *     key was held: whoever says again what is to be shown has decided
   * @throws Refused as failure, where another hosted domain serves the key
   */
  public Uni<Long> serve(
      Mutiny.Session session, UUID domain, PublishedTopic topic, String key, String body) {
    return show(session, domain, topic, key, body);
  }

  /** The same for a key that belongs to the service itself. */
  public Uni<Long> serveOwn(Mutiny.Session session, PublishedTopic topic, String key, String body) {
    return show(session, null, topic, key, body);
  }

  private Uni<Long> show(
      Mutiny.Session session,
      @Nullable UUID domain,
      PublishedTopic topic,
      String key,
      String body) {
    return locked(session, domain, PublicationKey.of(topic, key))
        .chain(
            row -> {
              if (row.shows(domain, body)) {
                return isHeld(session, row.key())
                    .chain(
                        held ->
                            held
                                ? takeRevision(session, row)
                                : Uni.createFrom().item(row.revision()));
              }
              if (row.served() && !row.isOf(domain)) {
                return Uni.createFrom().failure(servedElsewhere(key));
              }
              row.serve(domain, body, clock.instant());
              return remember(session, row);
            });
  }

  /**
   * Serves {@code body} under many keys that were never published: nobody else knows them.
   *
   * @param keys each with its hosted domain, which has no other key yet
   */
  public Uni<Void> serveFirst(
      Mutiny.Session session, PublishedTopic topic, Map<UUID, String> keys, String body) {
    Instant now = clock.instant();
    List<Publication> rows = new ArrayList<>();
    keys.forEach(
        (domain, key) ->
            rows.add(Publication.first(PublicationKey.of(topic, key), domain, body, now)));
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .persistAll(rows.toArray())
        .chain(session::flush)
        .chain(() -> rememberAll(session, keys.keySet(), rows.get(0).contentHash(), now));
  }

  private static Uni<Void> rememberAll(
      Mutiny.Session session, Set<UUID> domains, String contentHash, Instant now) {
    return session
        .createNativeQuery(
            "insert into publication_history (topic, key, revision, content_hash, taken_at)"
                + " select topic, key, revision, :hash, :now from publication"
                + " where domain_id in (:domains)")
        .setParameter("hash", contentHash)
        .setParameter("now", now)
        .setParameter("domains", domains)
        .executeUpdate()
        .replaceWithVoid();
  }

  /**
   * Withdraws a key, unless another hosted domain has taken it over. A key never published stays
   * so.
   */
  public Uni<Void> withdraw(Mutiny.Session session, UUID domain, PublishedTopic topic, String key) {
    return hide(session, domain, topic, key);
  }

  /** Withdraws a key of the service itself. */
  public Uni<Void> withdrawOwn(Mutiny.Session session, PublishedTopic topic, String key) {
    return hide(session, null, topic, key);
  }

  private Uni<Void> hide(
      Mutiny.Session session, @Nullable UUID domain, PublishedTopic topic, String key) {
    return locked(session, PublicationKey.of(topic, key))
        .chain(
            row -> {
              if (row == null || !row.served() || !row.isOf(domain)) {
                return Uni.createFrom().voidItem();
              }
              row.withdraw(clock.instant());
              return remember(session, row).replaceWithVoid();
            });
  }

  /**
   * Hands a served key from one hosted domain to another, which shows the same until it says
   * something else.
   */
  public Uni<Void> move(
      Mutiny.Session session, UUID from, UUID to, PublishedTopic topic, String key) {
    return locked(session, PublicationKey.of(topic, key))
        .chain(
            row -> {
              if (row == null || !row.served() || !row.isOf(from)) {
                return Uni.createFrom().voidItem();
              }
              row.serve(to, row.body(), clock.instant());
              return remember(session, row).replaceWithVoid();
            });
  }

  /** What a key is to show; null where it was never published. */
  public Uni<@Nullable Publication> find(Mutiny.Session session, PublishedTopic topic, String key) {
    return find(session, PublicationKey.of(topic, key), LockModeType.NONE);
  }

  /** Takes a new revision for a key whose content stays, to win over a record sent late. */
  public Uni<Void> refresh(Mutiny.Session session, PublicationKey key) {
    return locked(session, key)
        .onItem()
        .ifNotNull()
        .transformToUni(row -> takeRevision(session, row).replaceWithVoid());
  }

  private Uni<Long> takeRevision(Mutiny.Session session, Publication row) {
    row.takeRevision(clock.instant());
    return remember(session, row);
  }

  private Uni<Publication> locked(
      Mutiny.Session session, @Nullable UUID domain, PublicationKey key) {
    // Two tenants may ask for one key at the same time: the row is made first, then locked, so
    // neither fails.
    return session
        .createNativeQuery(
            "insert into publication (id, topic, key, domain_id, revision, served, body)"
                + " values (gen_random_uuid(), :topic, :key, cast(nullif(:domain, '') as uuid), 0, false, '{}')"
                + " on conflict do nothing")
        .setParameter("topic", key.topic())
        .setParameter("key", key.key())
        .setParameter("domain", domain == null ? "" : domain.toString())
        .executeUpdate()
        .chain(() -> locked(session, key));
  }

  /**
   * The row as it is once its lock is held: no caller's session has read it without the lock
   * before.
   */
  private static Uni<@Nullable Publication> locked(Mutiny.Session session, PublicationKey key) {
    return find(session, key, LockModeType.PESSIMISTIC_WRITE);
  }

  private static Uni<@Nullable Publication> find(
      Mutiny.Session session, PublicationKey key, LockModeType lock) {
    return session
        .createSelectionQuery(
            "from Publication where topic = :topic and key = :key", Publication.class)
        .setParameter("topic", key.topic())
        .setParameter("key", key.key())
        .setLockMode(lock)
        .getSingleResultOrNull();
  }

  private Uni<Long> remember(Mutiny.Session session, Publication row) {
    return session
        .createNativeQuery(
            "insert into publication_history (topic, key, revision, content_hash, taken_at)"
                + " values (:topic, :key, :revision, :hash, :now)")
        .setParameter("topic", row.key().topic())
        .setParameter("key", row.key().key())
        .setParameter("revision", row.revision())
        .setParameter("hash", row.contentHash())
        .setParameter("now", clock.instant())
        .executeUpdate()
        .chain(() -> release(session, row.key()))
        .replaceWith(row.revision());
  }

  private static Uni<Boolean> isHeld(Mutiny.Session session, PublicationKey key) {
    return session
        .createNativeQuery(
            "select count(*) from held_key where topic = :topic and key = :key", Long.class)
        .setParameter("topic", key.topic())
        .setParameter("key", key.key())
        .getSingleResult()
        .map(held -> held > 0);
  }

  /** Whoever takes a revision has decided: a key that was held back goes on. */
  private static Uni<Integer> release(Mutiny.Session session, PublicationKey key) {
    return session
        .createNativeQuery("delete from held_key where topic = :topic and key = :key")
        .setParameter("topic", key.topic())
        .setParameter("key", key.key())
        .executeUpdate();
  }

  private static Refused servedElsewhere(String key) {
    return new Refused(
        Reason.SERVED_ELSEWHERE,
        key + " is served for another account. Disable it there, or ask the operator to move it.");
  }
}
