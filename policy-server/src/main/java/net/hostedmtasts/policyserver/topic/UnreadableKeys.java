package net.hostedmtasts.policyserver.topic;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Keys whose newest record this edge cannot use, by topic. One writer, many readers. */
public final class UnreadableKeys {
  private final Map<String, Set<String>> byTopic = new ConcurrentHashMap<>();

  /** The newest record of a key cannot be used. */
  public void add(String topic, String key) {
    byTopic.computeIfAbsent(topic, name -> ConcurrentHashMap.newKeySet()).add(key);
  }

  /** The newest record of a key can be used. */
  public void remove(String topic, String key) {
    Set<String> ofTopic = byTopic.get(topic);
    if (ofTopic != null) {
      ofTopic.remove(key);
    }
  }

  /** The keys of one topic. */
  public Set<String> of(String topic) {
    return byTopic.getOrDefault(topic, Set.of());
  }

  /** Names at most {@code limit} keys in all, but counts all of them. */
  public Map<String, Unreadable> snapshot(int limit) {
    Map<String, Unreadable> snapshot = new TreeMap<>();
    int left = limit;
    for (var ofTopic : new TreeMap<>(byTopic).entrySet()) {
      int count = ofTopic.getValue().size();
      if (count > 0) {
        List<String> named = ofTopic.getValue().stream().limit(left).sorted().toList();
        left -= named.size();
        snapshot.put(ofTopic.getKey(), new Unreadable(named, count));
      }
    }
    return snapshot;
  }
}
