package net.hostedmtasts.controlplane.overview;

import jakarta.validation.constraints.NotNull;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/**
 * A domain to be added.
 *
 * @param name in A-labels or U-labels
 */
public record DomainRequest(@NotNull PolicyDomain name) {}
