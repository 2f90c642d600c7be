package net.hostedmtasts.controlplane.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of a bearer token: everything but the token. */
@Entity
public class Token {
  @Id private UUID id;
  private UUID tenantId;
  private String name;

  // Only queries read it.
  @SuppressWarnings("UnusedVariable")
  private byte[] hash;

  private Scope scope;
  private Instant createdAt;
  private @Nullable Instant expiresAt;
  private @Nullable Instant lastUsedAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Token() {}

  Token(
      UUID tenantId,
      DisplayName name,
      BearerToken token,
      Scope scope,
      Instant createdAt,
      @Nullable Instant expiresAt) {
    this.id = UUID.randomUUID();
    this.tenantId = tenantId;
    this.name = name.value();
    this.hash = token.hash();
    this.scope = scope;
    this.createdAt = createdAt;
    this.expiresAt = expiresAt;
  }

  public UUID id() {
    return id;
  }

  public UUID tenantId() {
    return tenantId;
  }

  public String name() {
    return name;
  }

  public Scope scope() {
    return scope;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** Until when it is accepted; empty: until it is deleted. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** When it was last used, to the minute. */
  public Optional<Instant> lastUsedAt() {
    return Optional.ofNullable(lastUsedAt);
  }
}
