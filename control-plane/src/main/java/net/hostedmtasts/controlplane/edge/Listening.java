package net.hostedmtasts.controlplane.edge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance has listened to the heartbeats long enough to say who is silent. Time is a
 * monotonic clock of its own, in nanoseconds; it counts only while the end of the topic is read.
 * Not safe for several threads.
 */
final class Listening {
  private final Duration silenceLimit;
  private @Nullable Long since;
  private long heardAt;

  Listening(Duration silenceLimit) {
    this.silenceLimit = silenceLimit;
  }

  /** The end of the topic was reached. */
  void reachedEnd(long now) {
    since = now;
    heardAt = now;
  }

  /** Reading failed, was late, or starts anew: listening starts again. */
  void interrupted(long now) {
    if (since != null) {
      since = now;
    }
  }

  void lost() {
    since = null;
  }

  /**
   * A heartbeat of any edge arrived. After a time in which none did, the brokers may have been
   * away, not the edges.
   */
  void heard(long now) {
    if (since != null && now - heardAt > silenceLimit.toNanos() / 2) {
      since = now;
    }
    heardAt = now;
  }

  /** From when on silence counts; null while nothing may be said. */
  @Nullable Long since() {
    return since;
  }

  /**
   * Whether silence can be told at {@code now}. Not while no edge at all is heard: then the
   * brokers, or this instance, may be away, and edges that were heard last a moment later look
   * alive longest.
   */
  boolean longEnough(long now) {
    return since != null
        && now - since >= silenceLimit.toNanos()
        && now - heardAt <= silenceLimit.toNanos() / 2;
  }
}
