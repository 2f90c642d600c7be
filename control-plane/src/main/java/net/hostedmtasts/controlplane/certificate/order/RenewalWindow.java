package net.hostedmtasts.controlplane.certificate.order;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When an authority wants a certificate to be renewed (RFC 9773, section 4.2).
 *
 * @param askAgainAt when it is to be asked next
 */
public record RenewalWindow(Instant start, Instant end, Instant askAgainAt) {
  /** Refuses a window that ends before it begins. */
  public RenewalWindow {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("A window that ends before it begins");
    }
  }

  /** A time in the window: the one that was chosen before, as long as it lies in it. */
  Instant choose(Instant before) {
    if (!before.isBefore(start) && before.isBefore(end)) {
      return before;
    }
    long length = Duration.between(start, end).toMillis();
    return start.plusMillis(length == 0 ? 0 : ThreadLocalRandom.current().nextLong(length));
  }
}
