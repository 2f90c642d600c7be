package net.hostedmtasts.controlplane.edge;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.revision.PublicationHistory;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Edges that fell silent, and the policies whose new id was released although such an edge had not
 * applied them. They are rows, so that a restarted instance goes on where the last one stopped.
 */
@ApplicationScoped
public class SilentEdges {
  private static final Logger LOG = Logger.getLogger(SilentEdges.class);

  private final Pool pool;
  private final EdgeReader edges;
  private final EdgeSettings settings;
  private final Clock clock;

  /**
   * Gives a hosted domain's policy another id, where its document is not the one that the edge
   * holds.
   */
  public interface FreshIds {
    /** False where it must wait, because the policy got one a moment ago. */
    Uni<Boolean> give(UUID domain, String heldContentHash);
  }

  SilentEdges(Pool pool, EdgeReader edges, EdgeSettings settings, Clock clock) {
    this.pool = pool;
    this.edges = edges;
    this.settings = settings;
    this.clock = clock;
  }

  /** Notes who fell silent, gives up who was silent for long, and welcomes who came back. */
  public Uni<Void> look(Edges now, FreshIds freshIds) {
    return noteSilent(now.silent())
        .chain(this::rows)
        .chain(
            rows -> {
              Set<String> back = back(now);
              return Multi.createFrom()
                  .iterable(rows)
                  .onItem()
                  .transformToUniAndConcatenate(row -> settle(row, back, freshIds))
                  .collect()
                  .last()
                  .replaceWithVoid();
            });
  }

  /**
   * In the transaction of a release: the id goes out although {@code edge} holds another document,
   * or the id of another one. Where both are others than the one noted before, any may be held.
   */
  public Uni<Void> releasedPast(
      Mutiny.Session session, Edge edge, UUID domain, String heldContentHash) {
    // It may have fallen silent after this pass looked: its row is made here where it is missing.
    return session
        .createNativeQuery(
            "insert into silent_edge (edge, silent_since, last_heard_at, applied)"
                + " values (:edge, :now, :heard, :applied) on conflict do nothing")
        .setParameter("edge", edge.id())
        .setParameter("now", clock.instant())
        .setParameter("heard", edge.heardAt())
        .setParameter("applied", edge.heartbeat().appliedAsJson())
        .executeUpdate()
        .chain(
            () ->
                session
                    .createNativeQuery(
                        "insert into released_past as past (edge, domain_id, held_content_hash)"
                            + " values (:edge, :domain, :hash) on conflict (edge, domain_id)"
                            + " do update set held_content_hash = :unknown"
                            + " where past.held_content_hash <> :hash")
                    .setParameter("edge", edge.id())
                    .setParameter("domain", domain)
                    .setParameter("hash", heldContentHash)
                    .setParameter("unknown", PublicationHistory.UNKNOWN)
                    .executeUpdate())
        .replaceWithVoid();
  }

  private Set<String> back(Edges now) {
    Set<String> back =
        now.all().stream()
            .filter(edge -> !edge.silent() && edge.heartbeat().counts())
            .map(Edge::id)
            .collect(Collectors.toSet());
    back.addAll(edges.takeStopped());
    return back;
  }

  private Uni<Void> noteSilent(List<Edge> silent) {
    if (silent.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    List<Tuple> rows =
        silent.stream()
            .map(
                edge ->
                    Tuple.of(
                        edge.id(),
                        now,
                        edge.heardAt().atOffset(ZoneOffset.UTC),
                        edge.heartbeat().appliedAsJson()))
            .toList();
    return pool.preparedQuery(
            "insert into silent_edge (edge, silent_since, last_heard_at, applied) values ($1, $2, $3, $4)"
                + " on conflict do nothing")
        .executeBatch(rows)
        .replaceWithVoid();
  }

  private record SilentRow(
      String edge, OffsetDateTime lastHeardAt, @Nullable OffsetDateTime givenUpAt) {}

  private Uni<List<SilentRow>> rows() {
    return pool.query("select edge, last_heard_at, given_up_at from silent_edge order by edge")
        .execute()
        .map(rows -> Multi.createFrom().iterable(rows).map(SilentEdges::row))
        .chain(rows -> rows.collect().asList());
  }

  private static SilentRow row(Row row) {
    return new SilentRow(
        row.getString("edge"),
        row.getOffsetDateTime("last_heard_at"),
        row.getOffsetDateTime("given_up_at"));
  }

  private Uni<Void> settle(SilentRow row, Set<String> back, FreshIds freshIds) {
    if (back.contains(row.edge)) {
      return recall(row)
          .chain(() -> freshIds(row.edge, freshIds))
          .chain(all -> all ? forget(row.edge) : keep());
    }
    OffsetDateTime limit = clock.instant().minus(settings.givenUpAfter()).atOffset(ZoneOffset.UTC);
    if (row.givenUpAt == null && row.lastHeardAt.isBefore(limit)) {
      return freshIds(row.edge, freshIds).chain(all -> all ? giveUp(row) : keep());
    }
    return keep();
  }

  /**
   * An edge that had been given up is back: every id that was released since it was heard went out
   * past it, and what it answered meanwhile is not known. A minute more, because the brokers' clock
   * dated it.
   */
  private Uni<Void> recall(SilentRow row) {
    return row.givenUpAt == null
        ? keep()
        : pool.preparedQuery(
                "with recalled as (update silent_edge set given_up_at = null"
                    + " where edge = $1 and given_up_at is not null returning edge, last_heard_at)"
                    + " insert into released_past (edge, domain_id, held_content_hash)"
                    + " select r.edge, d.id, $2 from recalled r join hosted_domain d"
                    + " on d.id_released_at > r.last_heard_at - interval '1 minute'"
                    + " where d.removed_at is null on conflict do nothing")
            .execute(Tuple.of(row.edge, PublicationHistory.UNKNOWN))
            .replaceWithVoid();
  }

  private static Uni<Void> keep() {
    return Uni.createFrom().voidItem();
  }

  /**
   * Whether each policy that was released past the edge has its fresh id now. One that has is taken
   * off the list: those that must wait are asked for again, and no other.
   */
  private Uni<Boolean> freshIds(String edge, FreshIds freshIds) {
    return pool.preparedQuery(
            "select domain_id, held_content_hash from released_past where edge = $1")
        .execute(Tuple.of(edge))
        .chain(
            rows ->
                Multi.createFrom()
                    .iterable(rows)
                    .onItem()
                    .transformToUniAndConcatenate(
                        past ->
                            freshId(
                                edge,
                                past.getUUID("domain_id"),
                                past.getString("held_content_hash"),
                                freshIds))
                    .collect()
                    .in(() -> new boolean[] {true}, (all, given) -> all[0] &= given))
        .map(all -> all[0]);
  }

  private Uni<Boolean> freshId(
      String edge, UUID domain, String heldContentHash, FreshIds freshIds) {
    return freshIds
        .give(domain, heldContentHash)
        .chain(
            given ->
                given
                    ? pool.preparedQuery(
                            "delete from released_past where edge = $1 and domain_id = $2")
                        .execute(Tuple.of(edge, domain))
                        .replaceWith(true)
                    : Uni.createFrom().item(false));
  }

  private Uni<Void> forget(String edge) {
    LOG.infof("Edge %s is back, or has stopped", edge);
    return pool.preparedQuery("delete from silent_edge where edge = $1")
        .execute(Tuple.of(edge))
        .replaceWithVoid();
  }

  private Uni<Void> giveUp(SilentRow row) {
    LOG.infof("Edge %s is given up, it was last heard at %s", row.edge, row.lastHeardAt);
    edges.giveUp(row.edge);
    return pool.preparedQuery("update silent_edge set given_up_at = $2 where edge = $1")
        .execute(Tuple.of(row.edge, clock.instant().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }
}
