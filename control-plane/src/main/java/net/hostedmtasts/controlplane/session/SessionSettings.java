package net.hostedmtasts.controlplane.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How long a browser stays signed in. */
@ConfigMapping(prefix = "sessions")
public interface SessionSettings {
  /** A session ends after so long without a request. Use is kept to the minute. */
  @WithDefault("PT12H")
  @DurationMin(minutes = 2)
  @DurationMax(days = 90)
  Duration idle();

  /** A session ends so long after the sign-in, however much it is used. */
  @WithDefault("P7D")
  @DurationMin(minutes = 2)
  @DurationMax(days = 90)
  Duration longest();

  /** Of one token or person; a sign-in beyond them ends the oldest. */
  @WithDefault("100")
  @Min(1)
  @Max(10_000)
  int atMost();
}
