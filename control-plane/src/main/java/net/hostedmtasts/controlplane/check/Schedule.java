package net.hostedmtasts.controlplane.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import org.jspecify.annotations.Nullable;

/** When a domain is checked next. */
@ApplicationScoped
class Schedule {
  private static final double GROWTH = 1.5;
  private static final int MOST_GROWTH = 50;
  private static final double JITTER = 0.1;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final CheckSettings settings;

  Schedule(CheckSettings settings) {
    this.settings = settings;
  }

  /**
   * The pause until the next check; null where nothing is left to look at.
   *
   * @param unchanged checks in a row that found the same
   * @param unconfirmed an error was seen for the first time
   * @param leftBehind CNAME records still lead to a domain that is not hosted any more
   */
  @Nullable Duration pause(
      HostedDomain domain, int unchanged, boolean unconfirmed, boolean leftBehind) {
    if (unconfirmed) {
      return settings.confirmAfter();
    }
    return switch (domain.status()) {
      case VERIFYING ->
          jittered(grown(settings.verifyingFirst(), unchanged, settings.verifyingAtMost()));
      case ACTIVE -> jittered(settings.active());
      case ERROR -> jittered(grown(settings.errorFirst(), unchanged, settings.active()));
      case INACTIVE -> inactive(domain, unchanged, leftBehind);
    };
  }

  private @Nullable Duration inactive(HostedDomain domain, int unchanged, boolean leftBehind) {
    if (domain.windingDown()) {
      return jittered(settings.active());
    }
    return leftBehind ? jittered(grown(settings.active(), unchanged, A_DAY)) : null;
  }

  static Duration grown(Duration first, int times, Duration most) {
    double millis = first.toMillis() * Math.pow(GROWTH, Math.min(times, MOST_GROWTH));
    return millis > most.toMillis() ? most : Duration.ofMillis((long) millis);
  }

  // Domains that were added together are not checked together for ever.
  private static Duration jittered(Duration pause) {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofMillis((long) (pause.toMillis() * factor));
  }
}
