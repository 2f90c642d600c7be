package net.hostedmtasts.policyserver.topic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
