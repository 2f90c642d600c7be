package net.hostedmtasts.controlplane.audit;

import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who changed something.
 *
 * @param token the token of a request; null where there was none
 * @param person the person who is signed in; null where it was a token, or the service by itself
 * @param name the name of the token or the person, or {@code auto}
 */
public record Actor(UUID tenant, @Nullable UUID token, @Nullable UUID person, String name) {
  private static final String AUTO = "auto";

  /** The caller of a request. */
  public static Actor of(Caller caller) {
    return new Actor(caller.tenant(), caller.token(), caller.person(), caller.name());
  }

  /** The service itself, on behalf of a tenant: following MX records, for example. */
  public static Actor auto(UUID tenant) {
    return new Actor(tenant, null, null, AUTO);
  }
}
