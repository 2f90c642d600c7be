package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.event.DomainEvents;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Tells by an event of its own what an owner has to hear of: when a check finds it first, and again
 * when it has become more serious. That it has become less so, the event about all findings tells.
 */
@ApplicationScoped
class Alarms {
  private static final Map<EventType, FindingCode> TOLD =
      Map.of(
          EventType.MX_NOT_COVERED, FindingCode.MX_NOT_COVERED,
          EventType.DELEGATION_LOST, FindingCode.DELEGATION_LOST,
          EventType.CERTIFICATE_AT_RISK, FindingCode.CERTIFICATE_EXPIRING);

  private final DomainEvents events;

  Alarms(DomainEvents events) {
    this.events = events;
  }

  /**
   * @param known what the check before has found
   * @param findings what this one finds
   */
  Uni<Void> tell(
      Mutiny.Session session,
      HostedDomain domain,
      List<Finding> known,
      List<Finding> findings,
      Instant now) {
    List<EventType> due =
        TOLD.keySet().stream()
            .filter(type -> !fresh(type, known, findings).isEmpty())
            .sorted()
            .toList();
    return Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUniAndConcatenate(
            type ->
                events.add(
                    session, domain, type, Map.of("findings", fresh(type, known, findings)), now))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static List<Finding> fresh(EventType type, List<Finding> known, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.code() == TOLD.get(type))
        .filter(
            finding ->
                known.stream().noneMatch(finding::same)
                    || known.stream().anyMatch(finding::moreSeriousThan))
        .toList();
  }
}
