package net.hostedmtasts.controlplane.account;

import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import net.hostedmtasts.controlplane.tenant.DisplayName;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A token to be created.
 *
 * @param expiresAt from when it is refused; without it the token is valid until it is deleted
 */
public record TokenRequest(
    @NotNull DisplayName name, @NotNull Scope scope, @Future @Nullable Instant expiresAt) {}
