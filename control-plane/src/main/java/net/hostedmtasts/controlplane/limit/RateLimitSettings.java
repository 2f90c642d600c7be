package net.hostedmtasts.controlplane.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How often a client may ask, at each instance. */
@ConfigMapping(prefix = "rate-limits")
public interface RateLimitSettings {
  /**
   * Requests of one token or session in {@link #window()}. 200 a second: more than a script needs
   * that adds domains one by one, less than an instance can answer.
   */
  @WithDefault("12000")
  @Min(1)
  @Max(10_000_000)
  int requests();

  /**
   * Sign-ins from one address in {@link #window()}; an IPv6 network of 64 bits counts as one. A
   * token cannot be guessed, but each try costs a question to the database.
   */
  @WithDefault("60")
  @Min(1)
  @Max(10_000_000)
  int signIns();

  /** The time that both are counted in; it is filled up evenly. */
  @WithDefault("PT1M")
  @DurationMin(seconds = 1)
  @DurationMax(hours = 1)
  Duration window();
}
