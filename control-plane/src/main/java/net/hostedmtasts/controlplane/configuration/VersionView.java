package net.hostedmtasts.controlplane.configuration;

import java.time.Instant;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.version.ConfigurationVersion;

/**
 * One version of a configuration.
 *
 * @param actor name of the token; {@code auto} where the service followed the MX records
 * @param action {@code configured}, {@code restored} or {@code disabled}
 */
public record VersionView(
    long number,
    String actor,
    Instant changedAt,
    String action,
    Mode mode,
    MaxAge maxAge,
    MtaStsView.MxView mx) {

  static VersionView of(ConfigurationVersion version) {
    Configuration configuration = version.configuration();
    return new VersionView(
        version.number(),
        version.actor(),
        version.changedAt(),
        version.action(),
        configuration.mode(),
        configuration.maxAge(),
        new MtaStsView.MxView(configuration.source(), configuration.patterns(), version.mxHosts()));
  }
}
