package net.hostedmtasts.controlplane;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The time, for whoever asks for a {@link Clock}; tests give another. */
final class SystemClock {
  private SystemClock() {}

  @Produces
  @Singleton
  @DefaultBean
  static Clock utc() {
    return Clock.systemUTC();
  }
}
