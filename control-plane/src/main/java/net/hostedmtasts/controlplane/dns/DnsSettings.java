package net.hostedmtasts.controlplane.dns;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Whom to ask about the DNS of others. */
@ConfigMapping(prefix = "dns")
public interface DnsSettings {

  /**
   * Recursive resolvers as {@code host:port} or {@code host} (port 53), asked in this order; at
   * most three are used. Without it: those of the operating system.
   */
  Optional<List<String>> resolvers();

  /**
   * How long one question to one resolver may take. Resolvers themselves give up after some
   * seconds.
   */
  @WithDefault("5s")
  @DurationMin(millis = 10)
  @DurationMax(seconds = 60)
  Duration timeout();
}
