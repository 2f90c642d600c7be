package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.Caller;

/**
 * Waits a moment until a new label's names are on every edge. Another instance may be the one that
 * sees it, so the database is asked.
 */
@ApplicationScoped
class RecordsReady {
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private final DomainList domains;
  private final LifeSettings life;

  RecordsReady(DomainList domains, LifeSettings life) {
    this.domains = domains;
    this.life = life;
  }

  /** The domain when its names are ready, or as it is when the time is over. */
  Uni<DomainView> await(Caller caller, PolicyDomain name) {
    return await(caller, name, System.nanoTime() + life.recordsReadyWait().toNanos());
  }

  private Uni<DomainView> await(Caller caller, PolicyDomain name, long deadline) {
    return domains
        .get(caller, name)
        .chain(
            domain ->
                domain.recordsReady() || System.nanoTime() - deadline > 0
                    ? Uni.createFrom().item(domain)
                    : Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(BETWEEN)
                        .chain(() -> await(caller, name, deadline)));
  }
}
