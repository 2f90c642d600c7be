package net.hostedmtasts.controlplane.dmarc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Whether a domain has to be monitored by DMARC before it may have an MTA-STS policy. */
@ConfigMapping(prefix = "dmarc")
public interface DmarcSettings {

  /** On or off, and nothing that could be taken for off by mistake. */
  enum Gate {
    /** MTA-STS can be enabled for monitored domains only. */
    ON,
    /** MTA-STS can be enabled for every domain. */
    OFF
  }

  /** {@code on} or {@code off}. On: a policy that refuses mail needs somebody who would notice. */
  @WithDefault("on")
  Gate gate();

  /**
   * Where this operator receives DMARC reports: {@code mailto:user@example.com}. If set, only a
   * record that names it counts as monitored.
   */
  @WithConverter(ReportAddressSetting.class)
  Optional<ReportAddress> intake();

  /** Whether MTA-STS may be enabled in that state. */
  default boolean opens(DmarcState state) {
    return gate() == Gate.OFF || state == DmarcState.ON;
  }
}
