package net.hostedmtasts.benchmark;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Pauses of several threads, all of which end at once when the measurement has failed. */
final class Pauses {
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Waits.
   *
   * @throws CancellationException when the measurement has ended
   */
  void pause(Duration length) throws InterruptedException {
    if (ended.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new CancellationException("the measurement has ended");
    }
  }

  void end() {
    ended.countDown();
  }
}
