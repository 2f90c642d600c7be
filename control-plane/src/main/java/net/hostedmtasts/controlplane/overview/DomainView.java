package net.hostedmtasts.controlplane.overview;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.delegation.Delegation.OwnerRecord;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.Tag;
import net.hostedmtasts.controlplane.policy.Mode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A hosted domain as the API shows it.
 *
 * @param recordsReady the names behind the records are on every edge; before that no CNAME should
 *     be set, because resolvers remember that a name does not exist
 * @param records the CNAME records that the owner sets
 * @param mode of the current configuration; absent while there is none
 * @param mxCovered whether the policy lists every live MX host; absent where no check has looked
 * @param certificateNotAfter when the certificate ends that edges show; absent while there is none
 * @param lastCheckAt absent before the first check
 * @param findings how many the last check has found
 */
public record DomainView(
    String name,
    String unicodeName,
    String label,
    @Schema(implementation = DomainStatus.class) String status,
    boolean recordsReady,
    List<OwnerRecord> records,
    @Nullable Instant windingDownUntil,
    Instant createdAt,
    @Nullable Mode mode,
    @Nullable Boolean mxCovered,
    @Nullable Instant certificateNotAfter,
    @Nullable Instant lastCheckAt,
    List<Tag> tags,
    FindingCounts findings) {

  public DomainView {
    records = List.copyOf(records);
    tags = List.copyOf(tags);
  }

  /** One that was added just now: nothing else is known of it. */
  static DomainView added(HostedDomain domain, String zone) {
    return new DomainView(
        domain.domain().value(),
        domain.domain().unicode(),
        domain.label().value(),
        domain.status().value(),
        domain.recordsReadyAt() != null,
        domain.delegation(zone).records(),
        domain.windingDownUntil(),
        domain.createdAt(),
        null,
        null,
        null,
        null,
        domain.tags(),
        FindingCounts.NONE);
  }
}
