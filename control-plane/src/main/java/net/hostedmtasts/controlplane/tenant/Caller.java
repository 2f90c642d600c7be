package net.hostedmtasts.controlplane.tenant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a token, also one that a browser has signed in with, or a person.
 *
 * @param tenant the only tenant whose rows the request may see
 * @param token the token it came with, or null
 * @param person the person who is signed in, or null
 * @param name what the token or the person is called
 * @param operator whether the tenant is the operator of the service
 */
public record Caller(
    UUID tenant,
    @Nullable UUID token,
    @Nullable UUID person,
    String name,
    Scope scope,
    boolean operator) {

  /** Whoever has this token. */
  public static Caller token(UUID tenant, UUID token, String name, Scope scope, boolean operator) {
    return new Caller(tenant, token, null, name, scope, operator);
  }

  /** A person, with what their role in the tenant is worth. */
  public static Caller person(UUID tenant, UUID person, String name, Role role, boolean operator) {
    return new Caller(tenant, null, person, name, role.scope(), operator);
  }
}
