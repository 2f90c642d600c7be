package net.hostedmtasts.controlplane.webhook.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of one attempt.
 *
 * @param status of the answer, if there was one
 * @param error why it has failed, for people; empty where it has not
 * @param answer the beginning of the answer's body, printable
 * @param retryAfter what the receiver asks for before the next attempt
 */
record Attempted(
    Optional<Integer> status,
    Optional<String> error,
    Optional<String> answer,
    Optional<Duration> retryAfter,
    Duration took) {
  private static final int GONE = 410;

  /** Nothing was answered. */
  static Attempted unanswered(String error, Duration took) {
    return new Attempted(
        Optional.empty(), Optional.of(error), Optional.empty(), Optional.empty(), took);
  }

  /** Any 2xx status, and nothing else: redirects are not followed. */
  boolean arrived() {
    return error.isEmpty();
  }

  /** The receiver wants no more deliveries. */
  boolean gone() {
    return status.filter(code -> code == GONE).isPresent();
  }
}
