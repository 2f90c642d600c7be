package net.hostedmtasts.policyserver.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is held of one topic by its other keys. One writer, many readers. */
final class Aliases<V extends Revisioned> {
  private final Topic<V> topic;
  private final Map<String, List<V>> byAlias = new ConcurrentHashMap<>();

  Aliases(Topic<V> topic) {
    this.topic = topic;
  }

  boolean isEmpty() {
    return byAlias.isEmpty();
  }

  /** The one with the highest revision; null if there is none. */
  @Nullable V newest(String alias) {
    List<V> held = byAlias.get(alias);
    return held == null ? null : held.get(0);
  }

  /** {@code after} is held where {@code before} was; null where there was or is nothing. */
  void replace(@Nullable V before, @Nullable V after) {
    if (before != null) {
      remove(before);
    }
    if (after != null) {
      add(after);
    }
  }

  private void add(V value) {
    String alias = topic.alias(value);
    if (alias != null) {
      byAlias.merge(alias, List.of(value), Aliases::newestFirst);
    }
  }

  private void remove(V value) {
    String alias = topic.alias(value);
    if (alias != null) {
      byAlias.computeIfPresent(alias, (name, held) -> without(held, value));
    }
  }

  /** Of two that are equally new, the one that came later is first. */
  private static <V extends Revisioned> List<V> newestFirst(List<V> held, List<V> added) {
    List<V> all = new ArrayList<>(added);
    all.addAll(held);
    all.sort(Comparator.comparingLong(Revisioned::revision).reversed());
    return List.copyOf(all);
  }

  /** By identity: the values of two keys may be equal. */
  // A list may hold two equal values, of which only this one goes.
  @SuppressWarnings("ReferenceEquality")
  private static <V extends Revisioned> @Nullable List<V> without(List<V> held, V value) {
    List<V> left = held.stream().filter(one -> one != value).toList();
    return left.isEmpty() ? null : left;
  }
}
