package net.hostedmtasts.controlplane.tenant;

import java.util.UUID;

/**
 * Who makes a request.
 *
 * @param tenant the only tenant whose rows the request may see
 * @param token the token it came with
 * @param name what the token is called
 * @param operator whether the tenant is the operator of the service
 */
public record Caller(UUID tenant, UUID token, String name, Scope scope, boolean operator) {}
