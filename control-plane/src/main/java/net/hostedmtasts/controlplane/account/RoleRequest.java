package net.hostedmtasts.controlplane.account;

import jakarta.validation.constraints.NotNull;
import net.hostedmtasts.controlplane.tenant.Role;

/** Another role for a member. */
public record RoleRequest(@NotNull Role role) {}
