package net.hostedmtasts.controlplane.certificate.order;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * When an order that failed is tried again (INTEROP, section 8: 1, 10, 100 minutes, then daily).
 */
@Singleton
final class BackOff {
  private static final double JITTER = 0.1;

  /** An authority that asks for more may have made a mistake, and a certificate would run out. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final OrderSettings settings;

  BackOff(OrderSettings settings) {
    this.settings = settings;
  }

  /**
   * The time of the next attempt.
   *
   * @param failures in a row, this one included
   * @param failingSince when the first of them was
   * @param retryAt when the authority allows it; never before
   * @return empty when it has failed for so long that a person has to ask
   */
  Optional<Instant> next(
      int failures, @Nullable Instant failingSince, Optional<Instant> retryAt, Instant now) {
    if (failingSince != null && now.isAfter(failingSince.plus(settings.triedFor()))) {
      return Optional.empty();
    }
    int step = Math.max(0, Math.min(failures, settings.pauses().size()) - 1);
    Instant at = now.plus(jittered(settings.pauses().get(step)));
    return Optional.of(retryAt.filter(at::isBefore).orElse(at));
  }

  /** How long an authority is waited for: until the pauses have grown to the last one. */
  Duration patience() {
    int grown = Math.max(1, settings.pauses().size() - 1);
    return settings.pauses().stream().limit(grown).reduce(Duration.ZERO, Duration::plus);
  }

  /** When the authority allows the next attempt, as far as that is believed. */
  static Optional<Instant> believed(Optional<Instant> retryAt, Instant now) {
    Instant latest = now.plus(LONGEST_WAIT);
    return retryAt.map(at -> at.isAfter(latest) ? latest : at);
  }

  /** Up to a tenth later: orders that failed together do not come back together. */
  private static Duration jittered(Duration pause) {
    return pause.plusMillis(
        (long) (pause.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble()));
  }
}
