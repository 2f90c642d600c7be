package net.hostedmtasts.controlplane.mx;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How policies follow MX records. */
@ConfigMapping(prefix = "mx")
public interface MxSettings {
  /**
   * How long a removed host stays in the policy after the last check that saw it; at least the TTL
   * of its MX record.
   */
  @WithDefault("P7D")
  @DurationMin(seconds = 1)
  @DurationMax(days = 365)
  Duration keepRemovedFor();
}
