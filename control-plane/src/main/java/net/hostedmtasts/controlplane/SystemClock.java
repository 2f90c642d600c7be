package net.hostedmtasts.controlplane;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The time, for whoever asks for a {@link Clock}; tests give another. It ticks in microseconds, as
 * the database stores them: what was written is read back equal.
 */
final class SystemClock {
  private SystemClock() {}

  @Produces
  @Singleton
  @DefaultBean
  static Clock utc() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
