package net.hostedmtasts.controlplane.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When an edge counts as silent, and when as gone. */
@ConfigMapping(prefix = "edges")
public interface EdgeSettings {
  /**
   * An edge that was not heard for so long no longer blocks a change. Not shorter than the edges'
   * own limit.
   */
  @WithDefault("PT5S")
  Duration silentAfter();

  /**
   * An edge that was not heard for so long is no longer expected; policies it may have missed get a
   * fresh id.
   */
  @WithDefault("PT1H")
  Duration givenUpAfter();

  /** A policy gets a fresh id at most so often, however many edges come and go. */
  @WithDefault("PT10M")
  Duration freshIdAtMostEach();
}
