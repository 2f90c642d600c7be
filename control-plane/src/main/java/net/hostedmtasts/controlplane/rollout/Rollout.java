package net.hostedmtasts.controlplane.rollout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.edge.SilentEdges;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseLost;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.revision.Wake;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Brings pending domains on: policy first, id second, and down again in the other order. */
@ApplicationScoped
class Rollout implements LeasedWork.Work {
  private static final Logger LOG = Logger.getLogger(Rollout.class);
  private static final int BATCH = 200;
  private static final UUID START = new UUID(0, 0);

  private final Mutiny.SessionFactory database;
  private final Progress progress;
  private final Steps steps;
  private final EdgeReader edges;
  private final SilentEdges silent;
  private final FreshPolicyIds freshIds;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;
  private UUID after = START;

  Rollout(
      Vertx vertx,
      Leases leases,
      LeaseSettings settings,
      Mutiny.SessionFactory database,
      Progress progress,
      Steps steps,
      EdgeReader edges,
      SilentEdges silent,
      FreshPolicyIds freshIds,
      Wake wake,
      Clock clock) {
    this.database = database;
    this.progress = progress;
    this.steps = steps;
    this.edges = edges;
    this.silent = silent;
    this.freshIds = freshIds;
    this.wake = wake;
    this.clock = clock;
    this.work = new LeasedWork(vertx, leases, "rollout", settings, this);
  }

  void start(@Observes StartupEvent started) {
    wake.register(work::wake);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    Optional<Edges> now = edges.now();
    // Whoever has not listened for one silence limit cannot tell which edges a change must wait
    // for.
    return now.isEmpty()
        ? Uni.createFrom().item(false)
        : silent.look(now.get(), freshIds).chain(this::page).chain(page -> take(page, lease));
  }

  /** The domains of one page, and of them those that can take a step. */
  private record Page(List<HostedDomain> domains, List<UUID> due) {
    boolean last() {
      return domains.size() < BATCH;
    }
  }

  private Uni<Page> page() {
    return database.withSession(
        session ->
            session
                .createSelectionQuery(
                    "from HostedDomain where pending = true and id > :after"
                        + " and (ids.waiting is not null or recordsReadyAt is null or ids.liveAt is null"
                        + " or windingDownUntil is null or windingDownUntil < :now) order by id",
                    HostedDomain.class)
                .setParameter("after", after)
                .setParameter("now", clock.instant())
                .setMaxResults(BATCH)
                .getResultList()
                .chain(domains -> page(session, domains)));
  }

  private Uni<Page> page(Mutiny.Session session, List<HostedDomain> domains) {
    return DomainKeys.ofAll(session, domains)
        .map(
            keys ->
                new Page(
                    domains,
                    domains.stream()
                        .filter(domain -> due(domain, keys.get(domain.id())))
                        .map(HostedDomain::id)
                        .toList()));
  }

  private boolean due(HostedDomain domain, @Nullable DomainKeys keys) {
    return keys != null && progress.next(domain, keys) != RolloutStep.WAIT;
  }

  private Uni<Boolean> take(Page page, Lease lease) {
    after = page.last() ? START : page.domains().get(BATCH - 1).id();
    return Multi.createFrom()
        .iterable(page.due())
        .onItem()
        .transformToUniAndConcatenate(id -> take(id, lease))
        .collect()
        .in(() -> new boolean[1], (any, taken) -> any[0] |= taken)
        .invoke(any -> tell(any[0]))
        .map(any -> any[0] || !page.last());
  }

  /** One domain's failure does not hold up the others. */
  private Uni<Boolean> take(UUID id, Lease lease) {
    return steps
        .take(id, lease)
        .onFailure(failure -> !(failure instanceof LeaseLost))
        .recoverWithItem(
            failure -> {
              LOG.warnf("A step of domain %s failed and is taken again: %s", id, failure);
              return false;
            });
  }

  private void tell(boolean any) {
    if (any) {
      wake.committed();
    }
  }
}
