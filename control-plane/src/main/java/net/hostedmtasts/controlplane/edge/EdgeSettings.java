package net.hostedmtasts.controlplane.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** When an edge counts as silent, and when as gone. */
@GivenUpAfterSilence
@ConfigMapping(prefix = "edges")
public interface EdgeSettings {
  /**
   * An edge that was not heard for so long no longer blocks a change. Not shorter than the edges'
   * own limit, and long enough for more than one heartbeat, which comes each second, in its half.
   */
  @WithDefault("PT5S")
  @DurationMin(seconds = 3)
  @DurationMax(minutes = 10)
  Duration silentAfter();

  /**
   * An edge that was not heard for so long is no longer expected; policies it may have missed get a
   * fresh id.
   */
  @WithDefault("PT1H")
  @DurationMin(seconds = 10)
  Duration givenUpAfter();

  /** A policy gets a fresh id at most so often, however many edges come and go. */
  @WithDefault("PT10M")
  @DurationMin(millis = 100)
  Duration freshIdAtMostEach();
}
