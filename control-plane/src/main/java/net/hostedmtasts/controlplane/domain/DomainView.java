package net.hostedmtasts.controlplane.domain;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.delegation.Delegation.OwnerRecord;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hosted domain as the API shows it.
 *
 * @param recordsReady the names behind the records are on every edge; before that no CNAME should
 *     be set, because resolvers remember that a name does not exist
 * @param records the CNAME records that the owner sets
 */
public record DomainView(
    String name,
    String unicodeName,
    String label,
    @Schema(implementation = DomainStatus.class) String status,
    boolean recordsReady,
    List<OwnerRecord> records,
    @Nullable Instant windingDownUntil,
    Instant createdAt) {

  static DomainView of(HostedDomain domain, String zone) {
    return new DomainView(
        domain.domain().value(),
        domain.domain().unicode(),
        domain.label().value(),
        domain.status().value(),
        domain.recordsReadyAt() != null,
        domain.delegation(zone).records(),
        domain.windingDownUntil(),
        domain.createdAt());
  }
}
