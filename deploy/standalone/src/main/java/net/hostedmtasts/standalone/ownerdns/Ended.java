package net.hostedmtasts.standalone.ownerdns;

import java.util.concurrent.TimeUnit;

/** The end of a thread whose socket was closed. */
final class Ended {
  private static final long LONGEST_SECONDS = 5;

  private Ended() {}

  /** Waits until the thread has ended, for a few seconds at most. */
  static void await(Thread thread) {
    try {
      TimeUnit.SECONDS.timedJoin(thread, LONGEST_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
