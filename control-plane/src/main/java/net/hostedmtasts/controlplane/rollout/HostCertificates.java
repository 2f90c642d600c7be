package net.hostedmtasts.controlplane.rollout;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.hostedmtasts.controlplane.certificate.Issuance;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.Publications;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.revision.Wake;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Sees to it that every policy host that is served has a certificate on the edges, and a new one
 * before it ends.
 */
@ApplicationScoped
class HostCertificates implements LeasedWork.Work {
  private static final Logger LOG = Logger.getLogger(HostCertificates.class);
  private static final int BATCH = 50;
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private static final String WITHOUT =
      "select d.id, d.name from hosted_domain d where d.removed_at is null"
          + " and d.delegated_at is not null and (d.status <> 'INACTIVE' or d.winding_down_until is not null)"
          + " and not exists (select from publication p where p.topic = 'mta-sts.certificates'"
          + " and p.key = 'mta-sts.' || d.name and p.served and p.domain_id = d.id)"
          + " order by d.status_since limit $1";
  private static final String DUE =
      "select d.id, d.name from publication p"
          + " join hosted_domain d on d.id = p.domain_id join certificate c on c.id::text = p.body"
          + " where p.topic = 'mta-sts.certificates' and p.served and c.renew_at <= $2"
          + " order by c.renew_at limit $1";

  private record Wanted(UUID id, PolicyDomain domain) {}

  private final Pool pool;
  private final Mutiny.SessionFactory database;
  private final Issuance issuance;
  private final Publications publications;
  private final Wake wake;
  private final Clock clock;
  private final LeasedWork work;
  private final Map<UUID, Instant> notBefore = new ConcurrentHashMap<>();

  HostCertificates(
      Vertx vertx,
      Leases leases,
      LeaseSettings settings,
      Pool pool,
      Mutiny.SessionFactory database,
      Issuance issuance,
      Publications publications,
      Wake wake,
      Clock clock) {
    this.pool = pool;
    this.database = database;
    this.issuance = issuance;
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
    return wanted(WITHOUT, Tuple.of(BATCH))
        .chain(this::provide)
        .chain(
            some ->
                wanted(DUE, Tuple.of(BATCH, clock.instant().atOffset(ZoneOffset.UTC)))
                    .chain(this::provide)
                    .map(more -> some || more));
  }

  private Uni<List<Wanted>> wanted(String sql, Tuple parameters) {
    notBefore.values().removeIf(clock.instant()::isAfter);
    return pool.preparedQuery(sql)
        .execute(parameters)
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .map(row -> new Wanted(row.getUUID("id"), PolicyDomain.parse(row.getString("name"))))
        .filter(wanted -> !notBefore.containsKey(wanted.id()))
        .collect()
        .asList();
  }

  /** Whether any host was provided with a certificate, so that more may be left. */
  private Uni<Boolean> provide(List<Wanted> wanted) {
    return Multi.createFrom()
        .iterable(wanted)
        .onItem()
        .transformToUniAndConcatenate(this::provide)
        .collect()
        .in(() -> new boolean[1], (any, provided) -> any[0] |= provided)
        .map(any -> any[0]);
  }

  private Uni<Boolean> provide(Wanted wanted) {
    return issuance
        .ensure(wanted.domain().policyHost())
        .chain(certificate -> publish(wanted, certificate))
        .invoke(wake::committed)
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("No certificate for %s yet: %s", wanted.domain().value(), failure);
              notBefore.put(wanted.id(), clock.instant().plus(AFTER_FAILURE));
              return false;
            });
  }

  private Uni<Void> publish(Wanted wanted, IssuedCertificate certificate) {
    return database.withTransaction(
        session ->
            session
                .find(HostedDomain.class, wanted.id(), LockModeType.PESSIMISTIC_WRITE)
                .chain(
                    domain ->
                        // The owner may have disabled it while its certificate was ordered.
                        domain.served()
                            ? publications
                                .serve(
                                    session,
                                    domain.id(),
                                    PublishedTopic.CERTIFICATES,
                                    wanted.domain().policyHost().value(),
                                    new CertificateBody(certificate.id()).body())
                                .invoke(() -> domain.certified(clock.instant()))
                                .replaceWithVoid()
                            : Uni.createFrom().voidItem()));
  }
}
