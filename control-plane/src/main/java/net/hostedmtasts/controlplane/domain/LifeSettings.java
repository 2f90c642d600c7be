package net.hostedmtasts.controlplane.domain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The life of a hosted domain. */
@ConfigMapping(prefix = "life")
public interface LifeSettings {
  /**
   * After disabling, the {@code none} policy is served at least so long: its own max_age is one
   * day.
   */
  @WithDefault("P1D")
  @DurationMin(seconds = 1)
  @DurationMax(days = 365)
  Duration windDownAtLeast();

  /**
   * How long a POST waits until the new label's names are on every edge, before it answers "not
   * ready yet".
   */
  @WithDefault("PT2S")
  @DurationMin(seconds = 0)
  @DurationMax(seconds = 10)
  Duration recordsReadyWait();

  /** An enabled domain that is not active after this time is in error. */
  @WithDefault("PT72H")
  @DurationMin(seconds = 1)
  @DurationMax(days = 365)
  Duration verifiedWithin();

  /** So long a domain is served on at least after its CNAME records were lost. */
  @WithDefault("P30D")
  @DurationMin(seconds = 1)
  @DurationMax(days = 3650)
  Duration lostServedFor();

  /** A domain tests so long before it may enforce without an acknowledgement. */
  @WithDefault("P7D")
  @DurationMin(seconds = 0)
  @DurationMax(days = 365)
  Duration testingAtLeast();
}
