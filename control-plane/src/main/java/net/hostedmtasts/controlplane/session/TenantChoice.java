package net.hostedmtasts.controlplane.session;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** The tenant that a session is to enter. */
public record TenantChoice(@NotNull UUID tenant) {}
