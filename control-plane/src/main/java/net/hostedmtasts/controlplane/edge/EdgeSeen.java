package net.hostedmtasts.controlplane.edge;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One edge process as its heartbeats show it. Written by the reader under the lock of {@link
 * LiveEdges}.
 */
final class EdgeSeen {
  /**
   * How many changes of the applied offsets are remembered, to say since when an edge has a policy.
   */
  private static final int REMEMBERED = 200;

  /** What was applied from a time on. */
  private record AppliedSince(Heartbeat heartbeat, Instant since) {}

  private final Deque<AppliedSince> newestFirst = new ArrayDeque<>();
  private final Map<String, Long> topicIdSince = new HashMap<>();
  private Heartbeat heartbeat;
  private Instant appendedAt;
  private long heardAt;
  private @Nullable Long behindSince;

  EdgeSeen(Heartbeat heartbeat, Instant appendedAt, long now) {
    this.heartbeat = heartbeat;
    this.appendedAt = appendedAt;
    this.heardAt = now;
    newestFirst.push(new AppliedSince(heartbeat, appendedAt));
    heartbeat.applied().keySet().forEach(topic -> topicIdSince.put(topic, now));
  }

  synchronized void heard(Heartbeat next, Instant appended, long now) {
    if (!next.applied().equals(heartbeat.applied())) {
      behindSince = null;
      noteTopicIds(next, now);
      newestFirst.push(new AppliedSince(next, appended));
      if (newestFirst.size() > REMEMBERED) {
        newestFirst.removeLast();
      }
    }
    heartbeat = next;
    appendedAt = appended;
    heardAt = now;
  }

  private void noteTopicIds(Heartbeat next, long now) {
    next.applied()
        .forEach(
            (topic, there) -> {
              Heartbeat.Applied before = heartbeat.applied(topic);
              if (before == null || !before.topicId().equals(there.topicId())) {
                topicIdSince.put(topic, now);
              }
            });
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  Instant appendedAt() {
    return appendedAt;
  }

  long heardAt() {
    return heardAt;
  }

  /**
   * Notes whether others have applied more; the time counts from when they did, and anew when this
   * edge moves.
   */
  void noteBehind(boolean behind, long now) {
    if (!behind) {
      behindSince = null;
    } else if (behindSince == null) {
      behindSince = now;
    }
  }

  /** Since when others have applied more and this edge nothing; null while it keeps up. */
  @Nullable Long behindSince() {
    return behindSince;
  }

  /**
   * Whether some other edge has applied more, in any partition of any topic. Of two topic ids the
   * one that was reported later counts as more: a dead edge goes on showing the id of a topic that
   * was made anew since.
   */
  boolean behind(EdgeSeen other) {
    for (Map.Entry<String, Heartbeat.Applied> theirs : other.heartbeat.applied().entrySet()) {
      Heartbeat.Applied mine = heartbeat.applied(theirs.getKey());
      if (mine == null) {
        return true;
      }
      if (!mine.topicId().equals(theirs.getValue().topicId())) {
        if (topicIdSince(theirs.getKey()) < other.topicIdSince(theirs.getKey())) {
          return true;
        }
        continue;
      }
      for (int partition = 0; partition < theirs.getValue().offsets().size(); partition++) {
        long offset = theirs.getValue().offsets().get(partition);
        if (offset > 0 && !mine.past(partition, offset - 1)) {
          return true;
        }
      }
    }
    return false;
  }

  private long topicIdSince(String topic) {
    return topicIdSince.getOrDefault(topic, heardAt);
  }

  /** Since when the edge has what stands at this place; null where it has not. */
  synchronized @Nullable Instant since(
      String topic, String topicId, String key, int partition, long offset) {
    Instant since = null;
    Iterator<AppliedSince> applied = newestFirst.iterator();
    while (applied.hasNext()) {
      AppliedSince one = applied.next();
      if (!one.heartbeat.has(topic, topicId, key, partition, offset)) {
        break;
      }
      since = one.since;
    }
    return since;
  }
}
