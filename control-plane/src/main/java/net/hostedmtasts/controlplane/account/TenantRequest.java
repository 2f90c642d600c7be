package net.hostedmtasts.controlplane.account;

import jakarta.validation.constraints.NotNull;
import net.hostedmtasts.controlplane.tenant.DisplayName;

/** A tenant to be added. */
public record TenantRequest(@NotNull DisplayName name) {}
