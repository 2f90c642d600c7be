package net.hostedmtasts.controlplane.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Events of domains. */
@ConfigMapping(prefix = "events")
public interface EventSettings {
  /** Older events are forgotten: whoever catches up has to come more often. */
  @WithDefault("P90D")
  @DurationMin(hours = 1)
  @DurationMax(days = 3650)
  Duration keptFor();

  /** Clients that follow events at the same time, on one instance. */
  @WithDefault("200")
  @Min(0)
  @Max(10000)
  int streamsAtMost();
}
