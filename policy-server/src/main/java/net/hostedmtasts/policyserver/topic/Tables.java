package net.hostedmtasts.policyserver.topic;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One complete set of tables, one for each topic. One writer (the reader's thread), many readers.
 */
public final class Tables {
  private final Map<String, Table<?>> byTopic = new LinkedHashMap<>();

  public Tables(Collection<? extends Topic<?>> topics) {
    topics.forEach(topic -> byTopic.put(topic.name(), new Table<>(topic)));
  }

  /** What is held for {@code key}, served or withdrawn; null if nothing is. */
  public <V extends Revisioned> @Nullable V get(Topic<V> topic, String key) {
    return of(topic).get(key);
  }

  /**
   * What is held under {@code alias}, of several the newest; null if nothing is.
   *
   * @param alias as {@link Topic#alias} names it
   */
  public <V extends Revisioned> @Nullable V newest(Topic<V> topic, String alias) {
    return of(topic).aliases().newest(alias);
  }

  /** Whether anything of {@code topic} has an alias. Costs nothing. */
  public boolean anyAlias(Topic<?> topic) {
    return !of(topic).aliases().isEmpty();
  }

  /** How many keys of {@code topic} are held and served. */
  public int served(Topic<?> topic) {
    return of(topic).served();
  }

  /**
   * Takes {@code received} over, unless what is held is newer. Only for the one writer, and for
   * tests.
   *
   * @return whether it was taken over
   */
  public <V extends Revisioned> boolean apply(Topic<V> topic, String key, V received) {
    return of(topic).apply(key, received, this);
  }

  /** Forgets a key. Only for the one writer. */
  public void remove(Topic<?> topic, String key) {
    of(topic).remove(key);
  }

  /**
   * What is held of {@code topic}, served or withdrawn, to be looked through. Never waits for the
   * writer.
   */
  public <V extends Revisioned> Collection<V> all(Topic<V> topic) {
    return Collections.unmodifiableCollection(of(topic).entries().values());
  }

  /**
   * Takes over from {@code before}, the tables that answer so far, as if these records had arrived
   * on top of it.
   */
  public void succeed(Tables before, UnreadableKeys unreadable) {
    // In two steps, because what a value keeps may depend on what is held of another topic.
    byTopic.forEach((name, table) -> keepNewer(table, before, unreadable.of(name)));
    byTopic.values().forEach(table -> replaceThoseOf(table, before));
  }

  private static <V extends Revisioned> void keepNewer(
      Table<V> table, Tables before, Set<String> unreadable) {
    table.keepNewer(before.of(table.topic()), unreadable);
  }

  private <V extends Revisioned> void replaceThoseOf(Table<V> table, Tables before) {
    table.replaceThoseOf(before.of(table.topic()), this);
  }

  /** Drops what was good for a time only. */
  public void removeExpired(Instant now) {
    byTopic.values().stream()
        .filter(table -> table.topic().cleanUp() == Topic.CleanUp.COMPACT_AND_DELETE)
        .forEach(table -> table.removeExpired(now));
  }

  // Each topic's table was made by its own topic in the constructor.
  @SuppressWarnings("unchecked")
  <V extends Revisioned> Table<V> of(Topic<V> topic) {
    Table<?> table = byTopic.get(topic.name());
    if (table == null) {
      throw new IllegalArgumentException("No table for the topic " + topic.name());
    }
    return (Table<V>) table;
  }
}
