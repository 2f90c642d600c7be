package net.hostedmtasts.controlplane.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How shared work is divided between instances. */
@ConfigMapping(prefix = "leases")
public interface LeaseSettings {
  /** How long a killed instance's work rests before another takes it over. */
  @WithDefault("PT3S")
  @DurationMin(seconds = 1)
  @DurationMax(minutes = 1)
  Duration length();

  /** How often work is looked for without having been woken: the safety net. */
  @WithDefault("PT2S")
  @DurationMin(millis = 100)
  @DurationMax(minutes = 1)
  Duration sweepEvery();

  /**
   * Whether instances wake each other by NOTIFY. Without it the sweep finds what another instance
   * has committed.
   */
  @WithDefault("true")
  boolean notifyOthers();
}
