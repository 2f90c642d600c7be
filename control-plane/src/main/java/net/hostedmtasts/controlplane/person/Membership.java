package net.hostedmtasts.controlplane.person;

import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Role;

/** A tenant, and what somebody is in it. */
public record Membership(UUID tenant, String name, Role role) {}
