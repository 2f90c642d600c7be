package net.hostedmtasts.controlplane.publication;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;

/**
 * Makes the topics show the desired revisions: sends what they lack, nothing else, and may be run
 * again at any time.
 */
@ApplicationScoped
class Publisher implements LeasedWork.Work {
  private static final Duration COMPARE_EACH = Duration.ofHours(1);

  private final Installation installation;
  private final PublishingGate gate;
  private final FullComparison comparison;
  private final Differences differences;
  private final CensusKeeper census;
  private final ObservedRecords observed;
  private final Wake wake;
  private final LeasedWork work;
  private long comparedAt = System.nanoTime();

  Publisher(
      Vertx vertx,
      Leases leases,
      LeaseSettings settings,
      Installation installation,
      PublishingGate gate,
      FullComparison comparison,
      Differences differences,
      CensusKeeper census,
      ObservedRecords observed,
      Wake wake) {
    this.installation = installation;
    this.gate = gate;
    this.comparison = comparison;
    this.differences = differences;
    this.census = census;
    this.observed = observed;
    this.wake = wake;
    this.work = new LeasedWork(vertx, leases, "publishing", settings, this);
  }

  void start(@Observes StartupEvent started) {
    wake.register(work::wake);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public void gained() {
    comparison.restart();
    census.restart();
    differences.restart();
  }

  @Override
  public void idle() {
    for (PublishedTopic topic : PublishedTopic.values()) {
      observed.topic(topic).ifPresent(ObservedTopic::forgetChanges);
    }
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    return installation
        .id()
        .chain(
            id -> {
              Optional<String> closed = gate.closed(id);
              return closed.isPresent() ? Uni.createFrom().item(false) : publish(id);
            });
  }

  private Uni<Boolean> publish(String installationId) {
    if (System.nanoTime() - comparedAt > COMPARE_EACH.toNanos()) {
      comparedAt = System.nanoTime();
      comparison.restart();
    }
    return Multi.createFrom()
        .items(PublishedTopic.values())
        .filter(topic -> gate.closed(topic).isEmpty())
        .onItem()
        .transformToUniAndConcatenate(topic -> comparison.run(topic).replaceWith(topic))
        .collect()
        .asSet()
        .chain(open -> differences.settle(open, installationId))
        .call(() -> census.keep(installationId));
  }
}
