package net.hostedmtasts.controlplane.rollout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Sees to it that every policy host that is served has a certificate on the edges, and a new one
 * before it ends: has them ordered, and publishes what is issued.
 */
@ApplicationScoped
class HostCertificates implements LeasedWork.Work {
  private static final int BATCH = 100;

  private final Mutiny.SessionFactory database;
  private final Orders orders;
  private final CertificatesWanted wanted;
  private final Publications publications;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;

  HostCertificates(
      Vertx vertx,
      Leases leases,
      LeaseSettings settings,
      Mutiny.SessionFactory database,
      Orders orders,
      CertificatesWanted wanted,
      Publications publications,
      Wake wake,
      Clock clock) {
    this.database = database;
    this.orders = orders;
    this.wanted = wanted;
    this.publications = publications;
    this.wake = wake;
    this.clock = clock;
    this.work = new LeasedWork(vertx, leases, "certificates", settings, this);
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(work::wake);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    return issued()
        .chain(some -> missing().map(more -> some || more))
        .chain(some -> renewals().map(more -> some || more))
        .call(wanted::dropUnwanted)
        .call(() -> wanted.rest(BATCH, clock.instant()));
  }

  private Uni<Boolean> issued() {
    return orders
        .issued(BATCH)
        .chain(
            ready ->
                publishAll(ready.stream().flatMap(HostCertificates::ofPolicyHost).toList())
                    .replaceWith(ready.size() == BATCH));
  }

  /** A host may have a certificate from an earlier time, which serves as well. */
  private Uni<Boolean> missing() {
    return wanted
        .missing(BATCH)
        .chain(
            hosts -> {
              List<Ready> ready = new ArrayList<>();
              List<Orders.Wanted> toOrder = new ArrayList<>();
              for (CertificatesWanted.Missing host : hosts) {
                host.certificate()
                    .ifPresentOrElse(
                        id -> ready.add(new Ready(host.host(), id)),
                        () -> toOrder.add(host.wanted()));
              }
              return publishAll(ready)
                  .chain(() -> order(toOrder))
                  .replaceWith(hosts.size() == BATCH);
            });
  }

  private Uni<Boolean> renewals() {
    return wanted
        .due(BATCH, clock.instant())
        .chain(due -> order(due).replaceWith(due.size() == BATCH));
  }

  private Uni<Void> order(List<Orders.Wanted> toOrder) {
    return orders
        .want(toOrder)
        .invoke(
            taken -> {
              if (taken > 0) {
                wake.committed();
              }
            })
        .replaceWithVoid();
  }

  private record Ready(PolicyHost host, UUID certificate) {}

  /** The service's own hosts are published by others. */
  private static Stream<Ready> ofPolicyHost(Orders.Issued one) {
    return one.host() instanceof PolicyHost host
        ? Stream.of(new Ready(host, one.certificate()))
        : Stream.empty();
  }

  private Uni<Void> publishAll(List<Ready> ready) {
    return Multi.createFrom()
        .iterable(ready)
        .onItem()
        .transformToUniAndConcatenate(this::publish)
        .collect()
        .last()
        .invoke(
            () -> {
              if (!ready.isEmpty()) {
                wake.committed();
              }
            })
        .replaceWithVoid();
  }

  private Uni<Void> publish(Ready ready) {
    return database.withTransaction(
        session ->
            wanted
                .lockServed(session, ready.host())
                .chain(
                    domain ->
                        // The owner may have disabled it while its certificate was ordered.
                        domain == null || !domain.served()
                            ? Uni.createFrom().voidItem()
                            : publish(session, domain, ready))
                .chain(() -> orders.end(session, ready.host())));
  }

  private Uni<Void> publish(Mutiny.Session session, HostedDomain domain, Ready ready) {
    return publications
        .serve(
            session,
            domain.id(),
            PublishedTopic.CERTIFICATES,
            ready.host().value(),
            new CertificateBody(ready.certificate()).body())
        .invoke(() -> domain.certified(clock.instant()))
        .chain(() -> wanted.served(session, ready.certificate()));
  }
}
