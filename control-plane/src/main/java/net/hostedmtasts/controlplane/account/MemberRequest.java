package net.hostedmtasts.controlplane.account;

import jakarta.validation.constraints.NotNull;
import net.hostedmtasts.controlplane.person.Email;
import net.hostedmtasts.controlplane.tenant.Role;

/**
 * An invitation.
 *
 * @param email whoever signs in with it, verified by the provider, becomes the member
 */
public record MemberRequest(@NotNull Email email, @NotNull Role role) {}
