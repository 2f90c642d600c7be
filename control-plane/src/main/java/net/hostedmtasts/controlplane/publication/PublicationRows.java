package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;

/** The publisher's view of the database: many keys at a time, and never a body that it changes. */
@ApplicationScoped
class PublicationRows {
  private static final String COLUMNS =
      "select p.topic, p.key, p.revision, p.served, p.body, p.observed_revision from publication p ";
  private static final String KEYS = "unnest($1::text[], $2::text[]) as k(topic, key)";

  private final Pool pool;
  private final Clock clock;

  PublicationRows(Pool pool, Clock clock) {
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Keys of these topics of which the topic was not yet seen to show the present revision. Held
   * keys wait for a person.
   */
  Uni<Map<PublicationKey, Desired>> ahead(Set<PublishedTopic> open, int most) {
    return desired(
        COLUMNS
            + "where p.observed_revision is distinct from p.revision and p.topic = any($2)"
            + " and not exists (select from held_key h where h.topic = p.topic and h.key = p.key)"
            + " order by p.revision limit $1",
        Tuple.of(most, open.stream().map(PublishedTopic::topicName).toArray(String[]::new)));
  }

  Uni<Map<PublicationKey, Desired>> of(Collection<PublicationKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return desired(COLUMNS + "join " + KEYS + " using (topic, key)", tuple(keys));
  }

  Uni<Map<PublicationKey, Desired>> page(PublishedTopic topic, String after, int most) {
    return desired(
        COLUMNS + "where p.topic = $1 and p.key > $2 order by p.key limit $3",
        Tuple.of(topic.topicName(), after, most));
  }

  /** Which of these revisions this database has taken some time. */
  Uni<Set<PublicationKey>> takenBefore(Map<PublicationKey, Observed> observed) {
    if (observed.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return pool.preparedQuery(
            "select h.topic, h.key from publication_history h"
                + " join unnest($1::text[], $2::text[], $3::bigint[]) as k(topic, key, revision)"
                + " using (topic, key, revision)")
        .execute(withRevisions(observed))
        .map(PublicationRows::keys);
  }

  /** Notes what the topics show, and that these keys need no person's decision. */
  Uni<Void> note(Map<PublicationKey, Observed> observed) {
    return observed.isEmpty()
        ? Uni.createFrom().voidItem()
        : noteRevision(observed).chain(() -> release(observed.keySet()));
  }

  /** Notes the newest revision that the topics show: the next one taken is newer. */
  Uni<Void> noteRevision(Map<PublicationKey, Observed> observed) {
    if (observed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(
            "update publication p set observed_revision = k.revision"
                + " from unnest($1::text[], $2::text[], $3::bigint[]) as k(topic, key, revision)"
                + " where p.topic = k.topic and p.key = k.key and p.observed_revision is distinct from k.revision")
        .execute(withRevisions(observed))
        .replaceWithVoid();
  }

  /** Holds keys back until a person decides. */
  Uni<Void> hold(Map<PublicationKey, Observed> observed, HeldKey.Reason reason) {
    if (observed.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Tuple> rows =
        observed.entrySet().stream()
            .map(
                held ->
                    Tuple.of(
                        held.getKey().topic(),
                        held.getKey().key(),
                        reason.value(),
                        held.getValue().revision(),
                        held.getValue().served(),
                        clock.instant().atOffset(ZoneOffset.UTC)))
            .toList();
    return pool.preparedQuery(
            "insert into held_key (topic, key, reason, observed_revision, observed_served, since)"
                + " values ($1, $2, $3, $4, $5, $6) on conflict (topic, key) do update"
                + " set observed_revision = excluded.observed_revision, observed_served = excluded.observed_served")
        .executeBatch(rows)
        .replaceWithVoid();
  }

  private Uni<Void> release(Collection<PublicationKey> keys) {
    return pool.preparedQuery(
            "delete from held_key h using " + KEYS + " where h.topic = k.topic and h.key = k.key")
        .execute(tuple(keys))
        .replaceWithVoid();
  }

  /** How many keys of each topic are wanted; of a held key what the topic shows counts. */
  Uni<Map<String, Long>> wanted() {
    return pool.query(
            "select topic, sum(n)::bigint as n from ("
                + " select p.topic, count(*) as n from publication p where p.served"
                + " and not exists (select from held_key h where h.topic = p.topic and h.key = p.key) group by p.topic"
                + " union all select topic, count(*) from held_key where observed_served group by topic) c"
                + " group by topic")
        .execute()
        .map(
            rows -> {
              Map<String, Long> counts = new HashMap<>();
              rows.forEach(row -> counts.put(row.getString("topic"), row.getLong("n")));
              return counts;
            });
  }

  private Uni<Map<PublicationKey, Desired>> desired(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .map(
            rows -> {
              Map<PublicationKey, Desired> found = new java.util.LinkedHashMap<>();
              rows.forEach(row -> found.put(key(row), desired(row)));
              return found;
            });
  }

  private static Desired desired(Row row) {
    return new Desired(
        key(row),
        row.getLong("revision"),
        row.getBoolean("served"),
        row.getString("body"),
        row.getLong("observed_revision"));
  }

  private static PublicationKey key(Row row) {
    return new PublicationKey(row.getString("topic"), row.getString("key"));
  }

  private static Set<PublicationKey> keys(RowSet<Row> rows) {
    Set<PublicationKey> keys = new HashSet<>();
    StreamSupport.stream(rows.spliterator(), false).map(PublicationRows::key).forEach(keys::add);
    return keys;
  }

  private static Tuple withRevisions(Map<PublicationKey, Observed> observed) {
    List<Map.Entry<PublicationKey, Observed>> entries = List.copyOf(observed.entrySet());
    return tuple(entries.stream().map(Map.Entry::getKey).toList())
        .addArrayOfLong(
            entries.stream().map(entry -> entry.getValue().revision()).toArray(Long[]::new));
  }

  private static Tuple tuple(Collection<PublicationKey> keys) {
    return Tuple.tuple()
        .addArrayOfString(keys.stream().map(PublicationKey::topic).toArray(String[]::new))
        .addArrayOfString(keys.stream().map(PublicationKey::key).toArray(String[]::new));
  }
}
