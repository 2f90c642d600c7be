package net.hostedmtasts.controlplane.publication;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last record of each key of one topic, under one topic id. Written by the reader's thread
 * alone.
 */
final class ObservedTopic {
  /** How many records of one key are remembered, to say which of them an edge has reached. */
  private static final int REMEMBERED = 4;

  private final String topicId;
  private final int partitions;
  private final Map<String, List<Observed>> newestFirst = new ConcurrentHashMap<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger served = new AtomicInteger();
  private volatile boolean complete;

  ObservedTopic(String topicId, int partitions) {
    this.topicId = topicId;
    this.partitions = partitions;
  }

  String topicId() {
    return topicId;
  }

  int partitions() {
    return partitions;
  }

  /** All that stood in the topic when reading started has been seen. */
  boolean complete() {
    return complete;
  }

  void markComplete() {
    complete = true;
  }

  void note(String key, Observed observed) {
    List<Observed> before = newestFirst.getOrDefault(key, List.of());
    served.addAndGet(count(observed) - (before.isEmpty() ? 0 : count(before.get(0))));
    newestFirst.put(
        key, Stream.concat(Stream.of(observed), before.stream()).limit(REMEMBERED).toList());
    changed.add(key);
  }

  /** A tombstone was read: the topic has no record of this key. */
  void noteAbsent(String key) {
    List<Observed> before = newestFirst.remove(key);
    served.addAndGet(before == null ? 0 : -count(before.get(0)));
    changed.add(key);
  }

  @Nullable Observed newest(String key) {
    List<Observed> seen = newestFirst.get(key);
    return seen == null ? null : seen.get(0);
  }

  /**
   * The records of a key that were seen, newest first; compaction removes older ones before this
   * instance reads.
   */
  List<Observed> seen(String key) {
    return newestFirst.getOrDefault(key, List.of());
  }

  /** Keys that show something to be served. */
  int served() {
    return served.get();
  }

  /** Takes at most {@code most} keys that were seen since they were taken last. */
  List<String> takeChanged(int most) {
    List<String> taken = changed.stream().limit(most).toList();
    taken.forEach(changed::remove);
    return taken;
  }

  boolean hasChanges() {
    return complete && !changed.isEmpty();
  }

  void markChanged(String key) {
    changed.add(key);
  }

  void forgetChanges() {
    changed.clear();
  }

  /** Every key that serves something, or cannot be read. */
  void forEachOpen(Consumer<String> key) {
    newestFirst.forEach(
        (name, seen) -> {
          if (seen.get(0).served() || !seen.get(0).readable()) {
            key.accept(name);
          }
        });
  }

  /** Served keys whose newest record is sealed with another key than {@code keyId}. */
  List<String> sealedOtherwise(String keyId) {
    return newestFirst.entrySet().stream()
        .filter(entry -> entry.getValue().get(0).served())
        .filter(entry -> !entry.getValue().get(0).keyId().equals(keyId))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static int count(Observed observed) {
    return observed.served() ? 1 : 0;
  }
}
