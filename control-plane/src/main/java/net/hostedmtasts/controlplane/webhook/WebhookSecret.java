package net.hostedmtasts.controlplane.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/** A secret at rest. */
@Entity
class WebhookSecret {
  @Id private UUID id;

  // Queries alone read these.
  @SuppressWarnings("UnusedVariable")
  private UUID webhookId;

  @SuppressWarnings("UnusedVariable")
  private boolean newest;

  private String sealedKey;
  private String keyId;

  @SuppressWarnings("UnusedVariable")
  private Instant createdAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected WebhookSecret() {}

  WebhookSecret(UUID webhook, SealedKey secret, Instant now) {
    this.id = UUID.randomUUID();
    this.webhookId = webhook;
    this.newest = true;
    this.sealedKey = secret.ciphertext();
    this.keyId = secret.keyId();
    this.createdAt = now;
  }

  UUID id() {
    return id;
  }

  SealedKey secret() {
    return new SealedKey(keyId, sealedKey);
  }
}
