package net.hostedmtasts.policyserver.topic.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Who this edge is, and how long it waits when it joins and when it leaves. */
@ConfigMapping(prefix = "edge")
public interface EdgeSettings {
  /**
   * First part of the edge id, for people. The host's name by default, which in Kubernetes is the
   * pod's. A random part for each start follows it in the id.
   */
  @WithDefault("${HOSTNAME:edge}")
  @Pattern(regexp = "[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")
  String name();

  /**
   * When publishers call an edge silent; the same as the control-plane's {@code
   * edges.silent-after}. Half of it without an acknowledged heartbeat makes this edge join again.
   */
  @WithDefault("PT5S")
  @DurationMin(millis = 500)
  @DurationMax(minutes = 10)
  Duration silenceLimit();

  /**
   * How long a stopping edge still answers, for clients of load balancers and caches that do not
   * know it yet.
   */
  @WithDefault("PT10S")
  @DurationMin
  @DurationMax(minutes = 10)
  Duration gracePeriod();
}
