package net.hostedmtasts.controlplane.edge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The edges that a change must wait for, as the heartbeats show them: one thread tells what it
 * reads, many ask. Time is a monotonic clock in nanoseconds; the brokers' append time only dates
 * heartbeats from before this instance listened.
 */
final class LiveEdges {
  private final Duration silentAfter;
  private final LongSupplier monotonic;
  private final Map<String, EdgeSeen> edges = new HashMap<>();
  private final Listening listening;
  private boolean atEnd;

  LiveEdges(Duration silentAfter, LongSupplier monotonic) {
    this.silentAfter = silentAfter;
    this.monotonic = monotonic;
    this.listening = new Listening(silentAfter);
  }

  /** The topic is read from its beginning (again). */
  synchronized void restarted() {
    edges.clear();
    atEnd = false;
    listening.lost();
  }

  synchronized void reachedEnd() {
    atEnd = true;
    listening.reachedEnd(monotonic.getAsLong());
  }

  /** Reading failed or was late: who is silent is not known for a while. */
  synchronized void interrupted() {
    listening.interrupted(monotonic.getAsLong());
  }

  /** Whether the heartbeat says anything that the one before did not. */
  synchronized boolean heard(String edge, Heartbeat heartbeat, Instant appendedAt) {
    long now = monotonic.getAsLong();
    if (atEnd) {
      listening.heard(now);
    }
    EdgeSeen seen = edges.get(edge);
    boolean news = seen == null || !seen.heartbeat().equals(heartbeat);
    if (seen == null) {
      edges.put(edge, new EdgeSeen(heartbeat, appendedAt, now));
    } else {
      seen.heard(heartbeat, appendedAt, now);
    }
    if (news) {
      noteBehind(now);
    }
    return news;
  }

  private void noteBehind(long now) {
    edges
        .values()
        .forEach(edge -> edge.noteBehind(edges.values().stream().anyMatch(edge::behind), now));
  }

  /** The edge has closed its listeners. */
  synchronized void gone(String edge) {
    edges.remove(edge);
  }

  /** Forgets an edge that has been silent for long; a heartbeat brings it back. */
  synchronized void giveUp(String edge) {
    edges.remove(edge);
  }

  /**
   * All edges as they stand now; empty until the heartbeats were listened to for one silence limit.
   */
  synchronized Optional<Edges> now() {
    long now = monotonic.getAsLong();
    return listening.longEnough(now) ? Optional.of(view(now)) : Optional.empty();
  }

  /** The same, also before: for people. */
  synchronized Edges forPeople() {
    return view(monotonic.getAsLong());
  }

  private Edges view(long now) {
    List<Edge> all = new ArrayList<>();
    edges.forEach((name, seen) -> all.add(new Edge(name, seen, silent(seen, now))));
    return new Edges(all);
  }

  private boolean silent(EdgeSeen seen, long now) {
    Long since = listening.since();
    if (since == null) {
      return false;
    }
    long limit = silentAfter.toNanos();
    Long behindSince = seen.behindSince();
    return now - Math.max(seen.heardAt(), since) > limit
        || (behindSince != null && now - Math.max(behindSince, since) > limit);
  }
}
