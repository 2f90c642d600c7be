package net.hostedmtasts.controlplane.person;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.tenant.Role;
import org.jspecify.annotations.Nullable;

/** What a person may do in a tenant; without a person, an invitation to whoever has the address. */
@Entity
public class Member {
  @Id private UUID id;
  private UUID tenantId;
  private @Nullable UUID personId;
  private @Nullable String email;
  private Role role;
  private boolean byClaims;
  private Instant createdAt;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected Member() {}

  private Member(
      UUID tenantId,
      @Nullable UUID personId,
      @Nullable String email,
      Role role,
      boolean byClaims,
      Instant createdAt) {
    this.id = UUID.randomUUID();
    this.tenantId = tenantId;
    this.personId = personId;
    this.email = email;
    this.role = role;
    this.byClaims = byClaims;
    this.createdAt = createdAt;
  }

  static Member invited(UUID tenant, Email email, Role role, Instant now) {
    return new Member(tenant, null, email.value(), role, false, now);
  }

  static Member claimed(UUID tenant, UUID person, Role role, Instant now) {
    return new Member(tenant, person, null, role, true, now);
  }

  /** The invited person has come. */
  void accepted(UUID person) {
    this.personId = person;
  }

  /** The provider says what the member may do; from now on it alone does. */
  void claims(Role claimed) {
    this.role = claimed;
    this.byClaims = true;
  }

  void change(Role wanted) {
    this.role = wanted;
  }

  public UUID id() {
    return id;
  }

  public UUID tenantId() {
    return tenantId;
  }

  /** Who it is; empty while an invitation waits. */
  public Optional<UUID> personId() {
    return Optional.ofNullable(personId);
  }

  /** The address that was invited; empty where nobody was. */
  public Optional<String> email() {
    return Optional.ofNullable(email);
  }

  public Role role() {
    return role;
  }

  /** Whether the provider's claims made the member. */
  public boolean byClaims() {
    return byClaims;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
