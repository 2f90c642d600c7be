package net.hostedmtasts.controlplane.tls;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import net.hostedmtasts.controlplane.certificate.Certificates;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.certificate.ServiceHostKeys;
import net.hostedmtasts.controlplane.certificate.ServiceHosts;
import net.hostedmtasts.controlplane.policy.ServiceHost;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Takes over the newest certificate of the API's name, whichever instance ordered it: told by the
 * commit, and by a look at the database each second where that is lost.
 */
@ApplicationScoped
class ApiCertificate {
  private static final Logger LOG = Logger.getLogger(ApiCertificate.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private static final String NEWEST =
      "select id from certificate where policy_host = $1 and newest";

  private final Vertx vertx;
  private final Pool pool;
  private final OwnTransaction transactions;
  private final Certificates certificates;
  private final ServiceHosts hosts;
  private final ServiceHostKeys keys;
  private final ApiKey key;
  private final Wake wake;
  private final Optional<String> tls;
  private final AtomicBoolean looking = new AtomicBoolean();

  ApiCertificate(
      Vertx vertx,
      Pool pool,
      OwnTransaction transactions,
      Certificates certificates,
      ServiceHosts hosts,
      ServiceHostKeys keys,
      ApiKey key,
      Wake wake,
      @ConfigProperty(name = "quarkus.http.tls-configuration-name") Optional<String> tls) {
    this.vertx = vertx;
    this.pool = pool;
    this.transactions = transactions;
    this.certificates = certificates;
    this.hosts = hosts;
    this.keys = keys;
    this.key = key;
    this.wake = wake;
    this.tls = tls;
  }

  void start(@Observes StartupEvent started) {
    if (tls.filter(IssuedKeyStore.NAME::equals).isEmpty()) {
      return;
    }
    ServiceHost host =
        hosts
            .api()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "quarkus.http.tls-configuration-name is \"issued\", and"
                            + " certificates.hosts.api names no host to get a certificate for"));
    wake.registerForCommits(() -> look(host));
    vertx.setPeriodic(0, EVERY.toMillis(), timer -> look(host));
  }

  private void look(ServiceHost host) {
    if (!looking.compareAndSet(false, true)) {
      return;
    }
    pool.preparedQuery(NEWEST)
        .execute(Tuple.of(host.value()))
        .chain(
            rows ->
                rows.size() == 0
                    ? Uni.createFrom().voidItem()
                    : takeOver(rows.iterator().next().getUUID(0)))
        .onTermination()
        .invoke(() -> looking.set(false))
        .subscribe()
        .with(
            done -> {},
            failure -> LOG.warnf("The API's certificate is not looked for: %s", failure));
  }

  private Uni<Void> takeOver(UUID id) {
    return key.is(id)
        ? Uni.createFrom().voidItem()
        : transactions
            .run(session -> certificates.find(session, id))
            .invoke(found -> found.ifPresent(this::use))
            .replaceWithVoid();
  }

  private void use(IssuedCertificate certificate) {
    key.use(certificate.id(), certificate.chain().certificates(), keys.open(certificate));
    LOG.infof(
        "The API is answered with a new certificate: host=%s serial=%s until=%s",
        certificate.host(), certificate.serial(), certificate.notAfter());
  }
}
