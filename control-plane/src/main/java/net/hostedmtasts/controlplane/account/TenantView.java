package net.hostedmtasts.controlplane.account;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Tenant;

/** A tenant as the API shows it. */
public record TenantView(UUID id, String name, boolean operator, Instant createdAt) {

  static TenantView of(Tenant tenant) {
    return new TenantView(tenant.id(), tenant.name(), tenant.operator(), tenant.createdAt());
  }
}
