package net.hostedmtasts.controlplane.session;

import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A session that is in force.
 *
 * @param secret what its cookie holds
 * @param name what the token or the person is called
 */
record SignedIn(
    UUID session,
    SessionSecret secret,
    Caller caller,
    String name,
    @Nullable String email,
    String tenantName,
    @Nullable String signOutUrl,
    Instant expiresAt) {

  String csrfToken() {
    return secret.csrfToken(caller.tenant());
  }
}
