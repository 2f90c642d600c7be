package net.hostedmtasts.policyserver.topic;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is held of one topic. One writer, many readers. */
final class Table<V extends Revisioned> {
  private final Topic<V> topic;
  private final Map<String, V> byKey = new ConcurrentHashMap<>();
  private final Aliases<V> aliases;
  private volatile int served;

  Table(Topic<V> topic) {
    this.topic = topic;
    this.aliases = new Aliases<>(topic);
  }

  @Nullable V get(String key) {
    return byKey.get(key);
  }

  Topic<V> topic() {
    return topic;
  }

  Aliases<V> aliases() {
    return aliases;
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
    put(key, topic.replace(held, received, tables));
    return true;
  }

  /**
   * Keeps from {@code before}, the table that answers so far, what a record could not replace:
   * newer values, and those of keys whose newest record is unreadable.
   */
  void keepNewer(Table<V> before, Set<String> unreadable) {
    before.byKey.forEach(
        (key, old) -> {
          V mine = byKey.get(key);
          if (mine == null ? unreadable.contains(key) : old.revision() > mine.revision()) {
            put(key, old);
          }
        });
  }

  /** Lets each value that replaces one of {@code before} keep what it needs of it. */
  void replaceThoseOf(Table<V> before, Tables tables) {
    before.byKey.forEach(
        (key, old) -> {
          V mine = byKey.get(key);
          if (mine != null && mine != old) {
            put(key, topic.replace(old, mine, tables));
          }
        });
  }

  private void put(String key, V value) {
    replaced(byKey.put(key, value), value);
  }

  void remove(String key) {
    replaced(byKey.remove(key), null);
  }

  void removeExpired(Instant now) {
    byKey.forEach(
        (key, held) -> {
          if (topic.expired(held, now)) {
            remove(key);
          }
        });
  }

  private void replaced(@Nullable V before, @Nullable V after) {
    aliases.replace(before, after);
    count(before, after);
  }

  // There is only one writer, so that reading and writing the volatile field in two steps is safe.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void count(@Nullable V before, @Nullable V after) {
    served +=
        (after != null && after.served() ? 1 : 0) - (before != null && before.served() ? 1 : 0);
  }
}
