package net.hostedmtasts.controlplane.certificate.local;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.certificate.WorkerThread;
import net.hostedmtasts.controlplane.certificate.order.CertificateAuthority;
import net.hostedmtasts.controlplane.certificate.order.OrderProgress;
import net.hostedmtasts.controlplane.certificate.order.OrderStep;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;

/**
 * Signs itself, with an intermediate below a root that is made at the first start and kept in the
 * database for all instances.
 */
@Singleton
public final class LocalAuthority implements CertificateAuthority {
  private static final String NAME = "local";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final OwnTransaction transactions;
  private final AuthorityRows rows;
  private final KeyEncryption atRest;
  private final CertificateSettings.LocalAuthority settings;
  private final boolean used;
  private final Clock clock;
  private final Uni<AuthorityRow> kept;
  private final Uni<Signer> signer;

  LocalAuthority(
      OwnTransaction transactions,
      AuthorityRows rows,
      KeyEncryption atRest,
      CertificateSettings settings,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.atRest = atRest;
    this.used = settings.authorities().contains(NAME);
    this.settings = settings.localAuthority();
    requireWholeSeconds(this.settings.lifetime());
    this.clock = clock;
    this.kept = findOrMake().memoize().indefinitely();
    this.signer =
        kept.chain(row -> WorkerThread.run(() -> Signer.open(row, atRest)))
            .memoize()
            .indefinitely();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Uni<OrderStep> step(OrderProgress order) {
    return signer.chain(
        intermediate ->
            WorkerThread.run(
                () ->
                    new OrderStep.Issued(
                        intermediate.sign(order.request(), settings.lifetime(), clock.instant()))));
  }

  /**
   * Makes or reads the authority before anything else runs, on the main thread, which may wait:
   * without it the service does not start.
   */
  void start(@Observes StartupEvent event) {
    if (!used) {
      return;
    }
    signer.await().atMost(START_LIMIT);
    AuthorityRow row = kept.await().atMost(START_LIMIT);
    settings.rootFile().ifPresent(file -> RootFile.write(file, row.rootPem()));
  }

  private Uni<AuthorityRow> findOrMake() {
    return transactions
        .run(rows::find)
        .chain(
            found ->
                found
                    .map(row -> Uni.createFrom().item(row))
                    .orElseGet(
                        () ->
                            WorkerThread.run(() -> Signer.make(atRest, clock.instant()))
                                .chain(made -> transactions.run(s -> rows.keepFirst(s, made)))));
  }

  private static void requireWholeSeconds(Duration lifetime) {
    if (!lifetime.equals(lifetime.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException(
          "certificates.local-authority.lifetime: " + lifetime + " is not in whole seconds");
    }
  }
}
