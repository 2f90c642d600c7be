package net.hostedmtasts.controlplane.certificate;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import net.hostedmtasts.controlplane.lease.Lease;
import net.hostedmtasts.controlplane.lease.LeaseSettings;
import net.hostedmtasts.controlplane.lease.LeasedWork;
import net.hostedmtasts.controlplane.lease.Leases;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.jboss.logging.Logger;

/** Seals secrets in the database anew after the key-encryption key was replaced. */
@ApplicationScoped
class AtRestRotation implements LeasedWork.Work {
  private static final Logger LOG = Logger.getLogger(AtRestRotation.class);
  private static final int BATCH = 100;

  private final OwnTransaction transactions;
  private final List<SealedRows> all;
  private final boolean replaced;
  private final String keyId;
  private final LeasedWork work;
  private volatile boolean done;

  AtRestRotation(
      Vertx vertx,
      Leases leases,
      LeaseSettings leaseSettings,
      OwnTransaction transactions,
      CertificateSettings settings,
      KeyEncryption atRest,
      @Any Instance<SealedRows> all) {
    this.transactions = transactions;
    this.all = all.stream().toList();
    this.replaced = settings.replacedKeyEncryptionKeyFiles().isPresent();
    this.keyId = atRest.keyId();
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
    return done
        ? Uni.createFrom().item(false)
        : Multi.createFrom()
            .iterable(all)
            .onItem()
            .transformToUniAndConcatenate(
                rows -> transactions.run(session -> rows.sealSomeAgain(session, BATCH)))
            .collect()
            .asList()
            .map(counts -> counts.stream().mapToInt(Integer::intValue).sum())
            .invoke(this::tell)
            .map(count -> count > 0);
  }

  private void tell(int count) {
    if (count > 0) {
      LOG.infof("Sealed %d secrets anew with key %s", count, keyId);
    } else {
      done = true;
      LOG.infof("Every secret is sealed with key %s: the replaced ones may go", keyId);
    }
  }
}
