package net.hostedmtasts.controlplane.publication;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.topic.RecordSender;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** An operator's decisions about keys that are held. */
@ApplicationScoped
class HeldKeyDecisions {
  private static final String COLUMNS =
      "select topic, key, reason, observed_revision, observed_served, since from held_key ";

  private final Pool pool;
  private final Mutiny.SessionFactory database;
  private final Publications publications;
  private final RecordSender sender;
  private final Wake wake;
  private final Clock clock;

  HeldKeyDecisions(
      Pool pool,
      Mutiny.SessionFactory database,
      Publications publications,
      RecordSender sender,
      Wake wake,
      Clock clock) {
    this.pool = pool;
    this.database = database;
    this.publications = publications;
    this.sender = sender;
    this.wake = wake;
    this.clock = clock;
  }

  Uni<List<HeldKey>> page(@Nullable Cursor after, Limit limit) {
    return select(
        "where (topic, key) > ($1, $2) order by topic, key limit $3",
        Tuple.of(
            after == null ? "" : after.part(0), after == null ? "" : after.part(1), limit.rows()));
  }

  /** The database's content is right: it is published with a revision that wins. */
  Uni<Void> accept(PublicationKey key) {
    return held(key, HeldKey.Reason.RESTORED)
        .chain(() -> database.withTransaction(session -> publications.refresh(session, key)))
        .invoke(wake::committed);
  }

  /** Nobody in this database serves the key: it is withdrawn in the topic, without a row. */
  Uni<Void> remove(PublicationKey key) {
    return held(key, HeldKey.Reason.UNKNOWN)
        .chain(
            unknown -> {
              long revision =
                  Math.max(
                      unknown.observedRevision() + 1,
                      ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
              return sender.send(key.topic(), key.key(), MessageRenderer.withdrawn(revision));
            })
        .chain(
            () ->
                pool.preparedQuery("delete from held_key where topic = $1 and key = $2")
                    .execute(Tuple.of(key.topic(), key.key())))
        .replaceWithVoid();
  }

  private Uni<HeldKey> held(PublicationKey key, HeldKey.Reason reason) {
    // PostgreSQL takes no NUL.
    if ((key.topic() + key.key()).indexOf('\0') >= 0) {
      return Uni.createFrom().failure(notHeld());
    }
    return select("where topic = $1 and key = $2", Tuple.of(key.topic(), key.key()))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw notHeld();
              }
              HeldKey held = found.get(0);
              if (held.reason() != reason) {
                throw new Refused(
                    Reason.NOT_HELD,
                    "This key is held as " + held.reason().value() + "; decide about it as such.");
              }
              return held;
            });
  }

  private static Refused notHeld() {
    return new Refused(Reason.NOT_FOUND, "No such key is held. List the held keys.");
  }

  private Uni<List<HeldKey>> select(String condition, Tuple parameters) {
    return pool.preparedQuery(COLUMNS + condition)
        .execute(parameters)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(HeldKeyDecisions::held)
                    .toList());
  }

  private static HeldKey held(Row row) {
    return new HeldKey(
        row.getString("topic"),
        row.getString("key"),
        HeldKey.Reason.parse(row.getString("reason")),
        row.getLong("observed_revision"),
        row.getBoolean("observed_served"),
        row.getOffsetDateTime("since").toInstant());
  }
}
