package net.hostedmtasts.controlplane.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One edge process at one time. */
public final class Edge {
  private final String id;
  private final Heartbeat heartbeat;
  private final Instant heardAt;
  private final boolean silent;
  private final EdgeSeen seen;

  Edge(String id, EdgeSeen seen, boolean silent) {
    this.id = id;
    this.heartbeat = seen.heartbeat();
    this.heardAt = seen.appendedAt();
    this.silent = silent;
    this.seen = seen;
  }

  /** Its name plus a random part for each start. */
  public String id() {
    return id;
  }

  public Heartbeat heartbeat() {
    return heartbeat;
  }

  /** When the brokers took its last heartbeat. */
  public Instant heardAt() {
    return heardAt;
  }

  /**
   * Not heard for a while, or not applying what others apply: it blocks nothing, and may still
   * answer the public.
   */
  public boolean silent() {
    return silent;
  }

  /** Whether a change waits for it. */
  public boolean blocks() {
    return heartbeat.counts() && !silent;
  }

  public boolean ready() {
    return heartbeat.ready() && !silent;
  }

  /** {@code loading}, {@code joining}, {@code ready}, {@code leaving} or {@code silent}. */
  public String state() {
    return silent ? "silent" : heartbeat.state();
  }

  public boolean has(Place place) {
    return heartbeat.has(
        place.topic(), place.topicId(), place.key(), place.partition(), place.offset());
  }

  /** Since when it has what stands there; null where it has not. */
  public @Nullable Instant since(Place place) {
    return seen.since(
        place.topic(), place.topicId(), place.key(), place.partition(), place.offset());
  }
}
