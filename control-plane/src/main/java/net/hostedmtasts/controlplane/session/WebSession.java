package net.hostedmtasts.controlplane.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A browser that is signed in, by a token or as a person. */
@Entity
class WebSession {
  @Id UUID id;

  // Only queries read it.
  @SuppressWarnings("UnusedVariable")
  private byte[] hash;

  UUID tenantId;
  @Nullable UUID tokenId;
  @Nullable UUID personId;
  @Nullable String signOutUrl;
  Instant createdAt;
  Instant usedAt;
  Instant expiresAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected WebSession() {}

  WebSession(
      SessionSecret secret,
      Owner owner,
      @Nullable String signOutUrl,
      Instant now,
      Instant expiresAt) {
    this.id = UUID.randomUUID();
    this.hash = secret.hash();
    this.tenantId = owner.tenant();
    this.tokenId = owner.token();
    this.personId = owner.person();
    this.signOutUrl = signOutUrl;
    this.createdAt = now;
    this.usedAt = now;
    this.expiresAt = expiresAt;
  }

  /**
   * Whose session it is: a token's or a person's.
   *
   * @param tenant the tenant that it begins in
   */
  record Owner(UUID tenant, @Nullable UUID token, @Nullable UUID person) {}
}
