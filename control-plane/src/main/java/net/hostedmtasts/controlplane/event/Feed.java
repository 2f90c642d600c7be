package net.hostedmtasts.controlplane.event;

import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.tenant.Caller;

/**
 * Whose events somebody reads.
 *
 * @param domain empty for those of all domains of the tenant
 */
public record Feed(UUID tenant, Optional<UUID> domain) {

  /** All events of the caller's tenant. */
  public static Feed of(Caller caller) {
    return new Feed(caller.tenant(), Optional.empty());
  }

  /** Those of one domain. */
  public static Feed of(HostedDomain domain) {
    return new Feed(domain.tenantId(), Optional.of(domain.id()));
  }
}
