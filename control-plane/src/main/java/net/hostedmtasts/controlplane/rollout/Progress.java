package net.hostedmtasts.controlplane.rollout;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.publication.Published;

/** Compares a hosted domain's rows with what the edges have, and says which step comes next. */
@ApplicationScoped
class Progress {
  private final Published published;
  private final EdgeReader edges;
  private final ZoneSettings zone;
  private final Clock clock;

  Progress(Published published, EdgeReader edges, ZoneSettings zone, Clock clock) {
    this.published = published;
    this.edges = edges;
    this.zone = zone;
    this.clock = clock;
  }

  RolloutStep next(HostedDomain domain, DomainKeys keys) {
    Optional<Edges> now = edges.now();
    return RolloutStep.next(
        domain,
        KeyState.of(published.place(keys.names()), now, keys.carryId()),
        KeyState.of(published.place(keys.policy()), now, false),
        KeyState.of(published.placeOrNewer(keys.certificate()), now, false),
        Duration.ofSeconds(zone.txtTtl()),
        clock.instant());
  }
}
