package net.hostedmtasts.controlplane.rollout;

import static java.lang.Double.NaN;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.edge.EdgeReader;
import net.hostedmtasts.controlplane.edge.Edges;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.publication.ObservedRecords;
import net.hostedmtasts.controlplane.revision.PublicationKey;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.jboss.logging.Logger;

/**
 * Changes the key that private keys are sealed with for the edges: when every edge holds the next
 * one, new records are sealed with it, and those in the topic are published again, some at a time.
 */
@ApplicationScoped
class EdgeKeyRotation implements LeasedWork.Work {
  private static final Logger LOG = Logger.getLogger(EdgeKeyRotation.class);

  /** A record that was published again has to be seen in the topic first. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);

  private final EdgeSealing sealing;
  private final EdgeReader edges;
  private final ObservedRecords observed;
  private final Publications publications;
  private final OwnTransaction transactions;
  private final Wake wake;
  private final int atOnce;
  private final LeasedWork work;
  private final Map<String, Long> lately = new ConcurrentHashMap<>();
  private volatile String before;

  EdgeKeyRotation(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      CertificateSettings settings,
      EdgeSealing sealing,
      EdgeReader edges,
      ObservedRecords observed,
      Publications publications,
      OwnTransaction transactions,
      Wake wake,
      MeterRegistry metrics) {
    this.sealing = sealing;
    this.edges = edges;
    this.observed = observed;
    this.publications = publications;
    this.transactions = transactions;
    this.wake = wake;
    this.before = sealing.keyId();
    long sweep = leaseSettings.sweepEvery().toMillis();
    this.atOnce = (int) Math.max(1, settings.resealedPerSecond() * sweep / 1000);
    this.work = new LeasedWork(vertx, leases, "sealing", leaseSettings, this);
    Gauge.builder("certificates.sealed.otherwise", this::otherwise)
        .description(
            "Certificates in the topic under another key than the one in use; at 0 the old key may go, unknown before the topic was read")
        .register(metrics);
  }

  void start(@Observes StartupEvent started) {
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  /** Whoever publishes has to know which key is in use. */
  @Override
  public void idle() {
    choose();
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    choose();
    if (!edgesOpen(sealing.keyId())) {
      // What they can open now must not be replaced by what they cannot.
      return Uni.createFrom().item(false);
    }
    long now = System.nanoTime();
    lately.values().removeIf(at -> now - at > SEEN_WITHIN.toNanos());
    List<String> hosts =
        observed.sealedOtherwise(sealing.keyId()).orElse(List.of()).stream()
            .filter(host -> !lately.containsKey(host))
            .limit(atOnce)
            .toList();
    return Multi.createFrom()
        .iterable(hosts)
        .onItem()
        .transformToUniAndConcatenate(this::again)
        .collect()
        .last()
        .invoke(
            () -> {
              if (!hosts.isEmpty()) {
                wake.committed();
              }
            })
        // The rest comes with the next sweep: that is what holds the rate.
        .replaceWith(false);
  }

  private Uni<Void> again(String host) {
    lately.put(host, System.nanoTime());
    return transactions.run(
        session ->
            publications.refresh(session, PublicationKey.of(PublishedTopic.CERTIFICATES, host)));
  }

  private void choose() {
    Optional<Edges> now = edges.now();
    if (now.isEmpty() || !now.get().anyReady()) {
      return;
    }
    sealing.useLastOf(id -> allHold(now.get(), id));
    if (!sealing.keyId().equals(before)) {
      before = sealing.keyId();
      LOG.infof("Every edge holds key %s: private keys are sealed with it from now on", before);
    }
  }

  private boolean edgesOpen(String id) {
    return edges.now().filter(now -> now.anyReady() && allHold(now, id)).isPresent();
  }

  /** A silent edge may come back with the keys that it had. */
  private static boolean allHold(Edges all, String id) {
    return all.all().stream().allMatch(edge -> edge.heartbeat().sealingKeyIds().contains(id));
  }

  private double otherwise() {
    return observed.sealedOtherwise(sealing.keyId()).map(all -> (double) all.size()).orElse(NaN);
  }
}
