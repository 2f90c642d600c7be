package net.hostedmtasts.controlplane.session;

import java.util.HexFormat;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;

/** People who are signed in, written where a sign-in with the provider writes them. */
public final class PersonBrowser {
  private PersonBrowser() {}

  /** Somebody whom the provider knows; their address begins with their name. */
  public static UUID person(String name) {
    UUID id = UUID.randomUUID();
    Services.execute(
        "insert into person (id, issuer, subject, name, email, created_at, signed_in_at) values ('%s', 'https://id.example', '%s', '%s', '%s-%s@example.com', now(), now())"
            .formatted(id, id, name, name, id));
    return id;
  }

  /** Makes somebody a member, and returns the membership's id. */
  public static UUID member(UUID person, String tenant, String role, boolean byClaims) {
    UUID id = UUID.randomUUID();
    Services.execute(
        "insert into member (id, tenant_id, person_id, role, by_claims, created_at) values ('%s', '%s', '%s', '%s', %s, now())"
            .formatted(id, tenant, person, role, byClaims));
    return id;
  }

  public static Browser signIn(UUID person, String tenant) {
    SessionSecret secret = SessionSecret.random();
    Services.execute(
        "insert into web_session (id, hash, tenant_id, person_id, created_at, used_at, expires_at) values ('%s', '\\x%s', '%s', '%s', now(), now(), now() + interval '1 day')"
            .formatted(UUID.randomUUID(), HexFormat.of().formatHex(secret.hash()), tenant, person));
    return new Browser(secret.value(), secret.csrfToken(UUID.fromString(tenant)));
  }
}
