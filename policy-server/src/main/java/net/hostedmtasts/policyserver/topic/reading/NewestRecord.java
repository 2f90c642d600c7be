package net.hostedmtasts.policyserver.topic.reading;

import jakarta.inject.Singleton;

/** When the newest record that this edge has seen was sent. One writer. */
@Singleton
final class NewestRecord {
  private volatile long sentAtMillis;

  void seen(long timestamp) {
    if (timestamp > sentAtMillis) {
      sentAtMillis = timestamp;
    }
  }

  /** Milliseconds since 1970, 0 before the first record. */
  long sentAtMillis() {
    return sentAtMillis;
  }
}
