package net.hostedmtasts.controlplane.certificate.rotation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import net.hostedmtasts.controlplane.certificate.CertificateSettings;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;

/** Seals secrets in the database anew after the key-encryption key was replaced. */
@ApplicationScoped
class AtRestRotation implements LeasedWork.Work {
  private final boolean replaced;
  private final Resealing resealing;
  private final LeasedWork work;

  AtRestRotation(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      OwnTransaction transactions,
      CertificateSettings settings,
      KeyEncryption atRest,
      @Any Instance<SealedRows> all,
      Clock clock) {
    this.replaced = settings.replacedKeyEncryptionKeyFiles().isPresent();
    this.resealing = new Resealing(transactions, all.stream().toList(), atRest, clock);
    this.work = new LeasedWork(vertx, leases, "key-encryption", leaseSettings, this);
  }

  void start(@Observes StartupEvent started) {
    if (replaced) {
      work.start();
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (replaced) {
      work.stop();
    }
  }

  @Override
  public Uni<Boolean> pass(Lease lease) {
    return resealing.pass();
  }
}
