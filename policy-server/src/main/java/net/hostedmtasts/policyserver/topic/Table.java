package net.hostedmtasts.policyserver.topic;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is held of one topic. One writer, many readers. */
final class Table<V extends Revisioned> {
  private final Topic<V> topic;
  private final Map<String, V> byKey = new ConcurrentHashMap<>();
  private volatile int served;

  Table(Topic<V> topic) {
    this.topic = topic;
  }

  @Nullable V get(String key) {
    return byKey.get(key);
  }

  int served() {
    return served;
  }

  Map<String, V> entries() {
    return byKey;
  }

  /**
   * Takes {@code received} over, unless what is held is newer. A publisher that lost its lease can
   * still send late.
   */
  boolean apply(String key, V received, Tables tables) {
    V held = byKey.get(key);
    if (held != null && held.revision() > received.revision()) {
      return false;
    }
    V kept = topic.replace(held, received, tables);
    byKey.put(key, kept);
    count(held, kept);
    return true;
  }

  void remove(String key) {
    count(byKey.remove(key), null);
  }

  void removeExpired(Instant now) {
    byKey.forEach(
        (key, held) -> {
          if (topic.expired(held, now)) {
            remove(key);
          }
        });
  }

  // There is only one writer, so that reading and writing the volatile field in two steps is safe.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void count(@Nullable V before, @Nullable V after) {
    served +=
        (after != null && after.served() ? 1 : 0) - (before != null && before.served() ? 1 : 0);
  }
}
