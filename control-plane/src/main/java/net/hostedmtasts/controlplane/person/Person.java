package net.hostedmtasts.controlplane.person;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody whom an OpenID Connect provider knows by its issuer and a subject. */
@Entity
public class Person {
  @Id private UUID id;
  private String issuer;
  private String subject;
  private String name;
  private @Nullable String email;
  private @Nullable UUID tenantId;
  private Instant createdAt;
  private Instant signedInAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Person() {}

  Person(Identity identity, Instant now) {
    this.id = UUID.randomUUID();
    this.issuer = identity.issuer();
    this.subject = identity.subject();
    this.name = identity.name().value();
    this.email = identity.email().map(Email::value).orElse(null);
    this.createdAt = now;
    this.signedInAt = now;
  }

  /** Takes over what the provider says now. */
  void signsIn(Identity identity, Instant now) {
    this.name = identity.name().value();
    this.email = identity.email().map(Email::value).orElse(null);
    this.signedInAt = now;
  }

  /** Remembers the tenant for the next time. */
  public void enters(UUID tenant) {
    this.tenantId = tenant;
  }

  public UUID id() {
    return id;
  }

  /** Which provider says who this is. */
  public String issuer() {
    return issuer;
  }

  /** The provider's own name for the person; it is never given to another one. */
  public String subject() {
    return subject;
  }

  public String name() {
    return name;
  }

  /** The address, where the provider has verified it. */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  /** What others read in the audit log: names are not unique, addresses are. */
  public String label() {
    return email == null ? name : email;
  }

  /** The tenant that was used last. */
  public Optional<UUID> tenantId() {
    return Optional.ofNullable(tenantId);
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** When the person signed in last. */
  public Instant signedInAt() {
    return signedInAt;
  }
}
