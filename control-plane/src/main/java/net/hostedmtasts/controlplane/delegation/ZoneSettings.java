package net.hostedmtasts.controlplane.delegation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/** The service zone, in which each hosted domain has its names. */
@ConfigMapping(prefix = "zone")
public interface ZoneSettings {
  /** The service zone, without a final dot. The same as on the edges. */
  @Pattern(regexp = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
  String name();

  /**
   * TTL of the TXT record in seconds: a sending MTA sees a change only after it (RFC 8461, section
   * 8.1).
   */
  @WithDefault("60")
  @Min(1)
  @Max(3600)
  int txtTtl();

  /**
   * TTL of the policy host's addresses in seconds: a dead edge is taken out of the answer within
   * it.
   */
  @WithDefault("60")
  @Min(1)
  @Max(3600)
  int addressTtl();

  /** TTL of the CAA records in seconds. */
  @WithDefault("300")
  @Min(1)
  @Max(3600)
  int caaTtl();

  /**
   * Values of the CAA "issue" records at each policy host (RFC 8659), such as {@code ca.example}.
   * None: no CAA record.
   */
  Optional<List<String>> caaIssue();
}
