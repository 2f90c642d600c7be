package net.hostedmtasts.controlplane.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One change. */
@Entity
class AuditEntry {
  @Id UUID id;
  UUID tenantId;
  Instant at;
  String actor;
  @Nullable UUID tokenId;
  @Nullable UUID personId;
  String action;
  @Nullable String domain;

  @JdbcTypeCode(SqlTypes.JSON)
  Map<String, String> details;

  // For Hibernate, which sets the fields.
  @SuppressWarnings("NullAway.Init")
  protected AuditEntry() {}

  AuditEntry(
      Actor actor,
      Instant at,
      String action,
      @Nullable String domain,
      Map<String, String> details) {
    this.id = UUID.randomUUID();
    this.tenantId = actor.tenant();
    this.at = at;
    this.actor = actor.name();
    this.tokenId = actor.token();
    this.personId = actor.person();
    this.action = action;
    this.domain = domain;
    this.details = Map.copyOf(details);
  }
}
