package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import net.hostedmtasts.controlplane.check.CheckSchedule;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.revision.HeldKeys;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.rollout.RolloutViews;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads what a hosted domain's page shows. */
@ApplicationScoped
class Showing {
  private final Publications publications;
  private final HeldKeys heldKeys;
  private final CheckSchedule checks;
  private final RolloutViews rollouts;

  Showing(
      Publications publications, HeldKeys heldKeys, CheckSchedule checks, RolloutViews rollouts) {
    this.publications = publications;
    this.heldKeys = heldKeys;
    this.checks = checks;
    this.rollouts = rollouts;
  }

  Uni<Shown> of(Mutiny.Session session, HostedDomain domain) {
    return publications
        .find(session, PublishedTopic.POLICIES, domain.domain().value())
        .chain(
            row ->
                checks
                    .of(session, domain.id())
                    .chain(
                        check ->
                            heldKeys
                                .anyOf(session, domain.id())
                                .chain(
                                    held ->
                                        rollouts
                                            .of(session, domain)
                                            .map(
                                                rollout ->
                                                    new Shown(
                                                        domain,
                                                        mine(domain, row),
                                                        check,
                                                        held,
                                                        rollout)))));
  }

  private static @Nullable Publication mine(HostedDomain domain, @Nullable Publication row) {
    return row != null && row.domainId().equals(domain.id()) ? row : null;
  }
}
