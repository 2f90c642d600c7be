package net.hostedmtasts.policyserver.topic.edge;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Which heartbeats of the current join the brokers have acknowledged. Written by the sender, read
 * by the reader.
 */
final class Acknowledgements {
  private final long limit;
  private int join;
  private long firstAcknowledgedAt;
  private long lastSentAt;
  private boolean broken;

  /**
   * @param limit an edge not heard for longer may have been given up: half the silence limit
   */
  Acknowledgements(Duration limit) {
    this.limit = limit.toNanos();
  }

  /** {@code sent} is in the topic for certain, at {@code now}. */
  synchronized void add(EdgeReport sent, long now) {
    if (sent.state() == EdgeState.LOADING) {
      return;
    }
    if (sent.join() != join) {
      join = sent.join();
      firstAcknowledgedAt = now;
      lastSentAt = sent.takenAt();
      broken = false;
    }
    broken |= sent.takenAt() - lastSentAt > limit;
    lastSentAt = Math.max(lastSentAt, sent.takenAt());
  }

  /**
   * When publishers began to wait for this edge, at the latest; empty if no heartbeat of {@code
   * asked} got there.
   */
  synchronized OptionalLong first(int asked) {
    return join == asked ? OptionalLong.of(firstAcknowledgedAt) : OptionalLong.empty();
  }

  /**
   * Whether no gap since the first one was so long that a publisher may have called this edge
   * silent.
   */
  synchronized boolean unbroken(int asked, long now) {
    return join == asked && !broken && now - lastSentAt <= limit;
  }
}
