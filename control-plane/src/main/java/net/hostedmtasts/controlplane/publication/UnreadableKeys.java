package net.hostedmtasts.controlplane.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.hostedmtasts.controlplane.edge.Edge;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Heartbeat;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.PublishedTopic;

/**
 * Keys that some edge cannot read, and that are sent again with growing pauses. Used by the
 * publisher's passes alone.
 */
@ApplicationScoped
class UnreadableKeys {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private record Attempt(long at, Duration pause) {
    boolean over() {
      return System.nanoTime() - at > pause.toNanos();
    }

    Attempt next() {
      Duration doubled = pause.multipliedBy(2);
      return new Attempt(
          System.nanoTime(), doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
    }
  }

  private final EdgeReader edges;
  private final Map<PublicationKey, Attempt> attempts = new HashMap<>();

  UnreadableKeys(EdgeReader edges) {
    this.edges = edges;
  }

  /** The keys whose pause is over; the next one begins. */
  Set<PublicationKey> due() {
    Set<PublicationKey> named = named();
    attempts.keySet().retainAll(named);
    Set<PublicationKey> due = new HashSet<>();
    for (PublicationKey key : named) {
      Attempt attempt = attempts.get(key);
      if (attempt == null || attempt.over()) {
        due.add(key);
        attempts.put(
            key, attempt == null ? new Attempt(System.nanoTime(), FIRST_PAUSE) : attempt.next());
      }
    }
    return due;
  }

  private Set<PublicationKey> named() {
    Set<PublicationKey> named = new HashSet<>();
    for (Edge edge : edges.forPeople().blocking()) {
      for (PublishedTopic topic : PublishedTopic.values()) {
        Heartbeat.Unreadable unread = edge.heartbeat().unreadable().get(topic.topicName());
        if (unread != null) {
          unread.keys().stream()
              .filter(PublicationKey::possible)
              .forEach(key -> named.add(PublicationKey.of(topic, key)));
        }
      }
    }
    return named;
  }
}
