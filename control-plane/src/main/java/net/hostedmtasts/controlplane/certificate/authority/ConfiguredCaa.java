package net.hostedmtasts.controlplane.certificate.authority;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.order.Authorities;
import net.hostedmtasts.controlplane.delegation.CaaIssue;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;

/** Lets the configured authorities sign, each for this service's account alone, and nobody else. */
@Singleton
final class ConfiguredCaa implements CaaIssue {
  private final ZoneSettings zone;
  private final Authorities authorities;

  ConfiguredCaa(ZoneSettings zone, Authorities authorities) {
    this.zone = zone;
    this.authorities = authorities;
  }

  @Override
  public List<String> values() {
    return Stream.concat(
            zone.caaIssue().orElse(List.of()).stream(), authorities.caaIssue().stream())
        .toList();
  }

  @Override
  public boolean complete() {
    return authorities.caaKnown();
  }
}
