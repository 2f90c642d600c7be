package net.hostedmtasts.controlplane.certificate.acme;

import java.time.Duration;

/**
 * The time that one call may take, which is made of some requests. Used by one thread at a time.
 */
final class CallLimit {
  /** The directory, a nonce, and what the call is for. */
  private static final int REQUESTS = 3;

  private final Duration request;
  private long end;
  private boolean passed;

  /**
   * @param request the longest time of one request, its whole answer included
   */
  CallLimit(Duration request) {
    this.request = request;
  }

  /** A call begins now. */
  void begin() {
    end = System.nanoTime() + request.multipliedBy(REQUESTS).toNanos();
  }

  /** Nanoseconds that the next request has; none where it is 0 or less. */
  long left() {
    return Math.min(request.toNanos(), end - System.nanoTime());
  }

  /** A request was left before its end: its connection and its client are not used again. */
  void pass() {
    passed = true;
  }

  /** Whether that has ever been. */
  boolean passed() {
    return passed;
  }
}
