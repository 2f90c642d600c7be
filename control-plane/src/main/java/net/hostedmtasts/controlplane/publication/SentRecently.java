package net.hostedmtasts.controlplane.publication;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.revision.PublicationKey;

/**
 * What was sent and may not have been seen in its topic yet, so that each pass does not send it
 * again.
 */
@ApplicationScoped
class SentRecently {
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(3);

  private record Sent(long revision, long at) {
    boolean recent() {
      return System.nanoTime() - at < SEEN_WITHIN.toNanos();
    }
  }

  private final Map<PublicationKey, Sent> sent = new ConcurrentHashMap<>();

  boolean notYet(Desired desired) {
    sent.values().removeIf(one -> !one.recent());
    Sent one = sent.get(desired.key());
    return one == null || one.revision != desired.revision();
  }

  void note(Desired desired) {
    sent.put(desired.key(), new Sent(desired.revision(), System.nanoTime()));
  }

  void forget(PublicationKey key) {
    sent.remove(key);
  }

  void clear() {
    sent.clear();
  }
}
