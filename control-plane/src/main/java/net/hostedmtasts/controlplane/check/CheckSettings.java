package net.hostedmtasts.controlplane.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often domains are checked. */
@ConfigMapping(prefix = "checks")
public interface CheckSettings {
  /**
   * Checks that one instance makes at the same time: nearly all of each is waiting for others. One
   * tenant gets three quarters of that, over all instances.
   */
  @WithDefault("100")
  @Min(1)
  @Max(1000)
  int atOnce();

  /** First pause while a domain is verified; it grows to {@link #verifyingAtMost()}. */
  @WithDefault("PT5S")
  @DurationMin(millis = 100)
  @DurationMax(hours = 1)
  Duration verifyingFirst();

  /** Longest pause while a domain is verified. */
  @WithDefault("PT5M")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 24)
  Duration verifyingAtMost();

  /** Pause of an active domain, with a tenth of it more or less. */
  @WithDefault("PT1H")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 24)
  Duration active();

  /** First pause of a domain in error; it grows to {@link #active()}. */
  @WithDefault("PT30S")
  @DurationMin(millis = 100)
  @DurationMax(hours = 24)
  Duration errorFirst();

  /** How soon a second check looks at an error that the first has seen. */
  @WithDefault("PT5S")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 10)
  Duration confirmAfter();

  /**
   * The shortest time between two checks that people ask for, for one domain. So long calls of the
   * API also answer from what was seen for the last one.
   */
  @WithDefault("PT10S")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 10)
  Duration askedAtMostEach();
}
