package net.hostedmtasts.controlplane.rollout;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.edge.EdgeSettings;
import net.hostedmtasts.controlplane.edge.SilentEdges;
import net.hostedmtasts.controlplane.ledger.MaxAgeLedger;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.PublicationHistory;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Gives policies another id, so that senders that read a new id beside an old policy look again
 * (RFC 8461, section 3.1: only "different" counts).
 */
@ApplicationScoped
class FreshPolicyIds implements SilentEdges.FreshIds {
  private final Mutiny.SessionFactory database;
  private final PublicationHistory history;
  private final MaxAgeLedger ledger;
  private final EdgeSettings settings;
  private final Clock clock;

  FreshPolicyIds(
      Mutiny.SessionFactory database,
      PublicationHistory history,
      MaxAgeLedger ledger,
      EdgeSettings settings,
      Clock clock) {
    this.database = database;
    this.history = history;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Uni<Boolean> give(UUID id, String heldContentHash) {
    return database.withTransaction(
        session ->
            session
                .find(HostedDomain.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(domain -> give(session, domain, heldContentHash)));
  }

  private Uni<Boolean> give(Mutiny.Session session, HostedDomain domain, String heldContentHash) {
    return DomainKeys.of(session, domain)
        .chain(
            keys -> {
              Publication policy = keys.policy();
              return policy == null
                  ? Uni.createFrom().item(heldContentHash)
                  : history.contentHash(session, policy.key(), policy.revision());
            })
        .chain(
            shown ->
                shown.equals(heldContentHash)
                    ? Uni.createFrom().item(true)
                    // The edge may answer it now, however long the next id has to wait.
                    : ledger
                        .answeredAgain(session, domain.id(), heldContentHash)
                        .map(open -> freshId(domain)));
  }

  /** False where the policy got one a moment ago. */
  private boolean freshId(HostedDomain domain) {
    Instant last = domain.ids().freshIdAt();
    Instant now = clock.instant();
    if (last != null && now.isBefore(last.plus(settings.freshIdAtMostEach()))) {
      return false;
    }
    domain.freshId(now);
    return true;
  }
}
