package net.hostedmtasts.controlplane.account;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Tenant;
import net.hostedmtasts.controlplane.tenant.Tokens;

/** A tenant just added, with its first admin token. */
public record NewTenantView(
    UUID id, String name, boolean operator, Instant createdAt, NewTokenView firstToken) {

  static NewTenantView of(Tenant tenant, Tokens.Created first) {
    return new NewTenantView(
        tenant.id(), tenant.name(), tenant.operator(), tenant.createdAt(), NewTokenView.of(first));
  }
}
