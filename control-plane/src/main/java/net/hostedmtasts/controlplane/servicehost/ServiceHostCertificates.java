package net.hostedmtasts.controlplane.servicehost;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.ServiceHosts;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.Wake;

/**
 * Sees to it that every host of the service has a certificate, and a new one before it ends: has
 * them ordered, and gives the edges what is theirs.
 */
@ApplicationScoped
class ServiceHostCertificates implements LeasedWork.Work {
  private final Pool pool;
  private final ServiceHosts hosts;
  private final Orders orders;
  private final OwnRows rows;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;

  ServiceHostCertificates(
      Vertx vertx,
      Leases leases,
      LeaseSettings settings,
      Pool pool,
      ServiceHosts hosts,
      Orders orders,
      OwnRows rows,
      Wake wake,
      Clock clock) {
    this.pool = pool;
    this.hosts = hosts;
    this.orders = orders;
    this.rows = rows;
    this.wake = wake;
    this.clock = clock;
    this.work = new LeasedWork(vertx, leases, "service-hosts", settings, this);
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
    return standings()
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(this::bringOn)
                    .collect()
                    .asList())
        .chain(changed -> rows.dropOthers(hosts).map(dropped -> dropped || changed.contains(true)))
        .invoke(
            changed -> {
              if (changed) {
                wake.committed();
              }
            })
        .replaceWith(false);
  }

  private Uni<List<Standing>> standings() {
    return pool.preparedQuery(Standing.QUERY)
        .execute(
            Tuple.tuple()
                .addArrayOfString(hosts.names())
                .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC)))
        .map(
            found -> {
              List<Standing> all = new ArrayList<>();
              found.forEach(row -> all.add(Standing.of(row)));
              return all;
            });
  }

  /** Whether something was changed. */
  private Uni<Boolean> bringOn(Standing host) {
    if (toBePublished(host) || host.issued()) {
      return rows.publish(host, isOfEdges(host.host())).replaceWith(true);
    }
    Optional<Instant> since = host.wantedSince(clock.instant());
    return since.isEmpty()
        ? Uni.createFrom().item(false)
        : orders
            .want(List.of(new Orders.Wanted(host.host(), null, since.get())))
            .map(taken -> taken > 0);
  }

  private boolean toBePublished(Standing host) {
    Optional<String> body = host.certificate().map(ServiceHostCertificates::body);
    return isOfEdges(host.host()) && body.isPresent() && !host.published().equals(body);
  }

  private boolean isOfEdges(ServiceHost host) {
    return hosts.reports().filter(host::equals).isPresent();
  }

  private static String body(UUID certificate) {
    return new CertificateBody(certificate).body();
  }
}
