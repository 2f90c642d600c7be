package net.hostedmtasts.controlplane.person;

import net.hostedmtasts.controlplane.tenant.Role;

/**
 * What a provider says that somebody is in a tenant.
 *
 * @param tenant the name of the tenant, in any letter case
 */
public record Grant(String tenant, Role role) {}
