package net.hostedmtasts.controlplane.tenant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/**
 * Whose domains are apart from those of all others. The operator is the tenant that may add
 * tenants.
 */
@Entity
public class Tenant {
  @Id private UUID id;
  private String name;
  private boolean operator;
  private Instant createdAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Tenant() {}

  Tenant(DisplayName name, boolean operator, Instant createdAt) {
    this.id = UUID.randomUUID();
    this.name = name.value();
    this.operator = operator;
    this.createdAt = createdAt;
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public boolean operator() {
    return operator;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
