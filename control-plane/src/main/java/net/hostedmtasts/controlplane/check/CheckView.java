package net.hostedmtasts.controlplane.check;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.event.Event;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.page.Page;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the last check found, and what happened before.
 *
 * @param checkedAt absent before the first check
 * @param nextCheckAt absent where nothing is to be checked
 * @param items what happened, newest first
 * @param next cursor of the next page
 */
public record CheckView(
    @Schema(implementation = DomainStatus.class) String status,
    @Nullable Instant checkedAt,
    @Nullable Instant nextCheckAt,
    List<CnameState> cnames,
    List<Finding> findings,
    List<Event> items,
    @Nullable String next) {

  static CheckView of(HostedDomain domain, @Nullable DomainCheck check, Page<Event> events) {
    return new CheckView(
        domain.status().value(),
        check == null ? null : check.checkedAt(),
        check == null ? null : check.nextAt(),
        check == null ? List.of() : check.cnames(),
        check == null ? List.of() : check.findings(),
        events.items(),
        events.next());
  }
}
