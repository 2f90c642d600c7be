package net.hostedmtasts.controlplane.idempotency;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outcome of the first request with a key. */
@Entity
@Table(name = "idempotency_key")
@IdClass(StoredOutcome.Key.class)
class StoredOutcome {
  @Id UUID tenantId;
  @Id String key;
  byte[] fingerprint;
  Instant createdAt;
  @Nullable Integer status;
  @Nullable String location;
  @Nullable String body;
  @Nullable UUID secretId;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected StoredOutcome() {}

  /** The primary key: each tenant has its own keys. */
  record Key(UUID tenantId, String key) {}

  boolean of(byte[] request) {
    return MessageDigest.isEqual(fingerprint, request);
  }

  void complete(Outcome outcome, String json) {
    this.status = outcome.status();
    this.location = outcome.location() == null ? null : outcome.location().toString();
    this.body = outcome.secretId() == null ? json : null;
    this.secretId = outcome.secretId();
  }
}
