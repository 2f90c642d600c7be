package net.hostedmtasts.controlplane.certificate.rotation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.OtherKeys;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Seals secrets anew that replaced keys have sealed, and says when none is left. It goes on looking
 * after that: an instance that has not been started anew still seals with the old key.
 */
final class Resealing {
  private static final Logger LOG = Logger.getLogger(Resealing.class);
  private static final int BATCH = 100;

  /** After a pass that found nothing under another key: it reads all rows. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final OwnTransaction transactions;
  private final List<SealedRows> all;
  private final String keyId;
  private final Clock clock;
  private volatile @Nullable Map<String, Long> told;
  private volatile Instant from = Instant.MIN;

  Resealing(OwnTransaction transactions, List<SealedRows> all, KeyEncryption atRest, Clock clock) {
    this.transactions = transactions;
    this.all = List.copyOf(all);
    this.keyId = atRest.keyId();
    this.clock = clock;
  }

  /** Seals some, or counts what is left; true where more can be sealed at once. */
  Uni<Boolean> pass() {
    return clock.instant().isBefore(from)
        ? Uni.createFrom().item(false)
        : sealSomeAgain().chain(count -> count > 0 ? more(count) : count());
  }

  private Uni<Integer> sealSomeAgain() {
    return Multi.createFrom()
        .iterable(all)
        .onItem()
        .transformToUniAndConcatenate(
            rows -> transactions.run(session -> rows.sealSomeAgain(session, BATCH)))
        .collect()
        .asList()
        .map(counts -> counts.stream().mapToInt(Integer::intValue).sum());
  }

  private Uni<Boolean> more(int count) {
    LOG.infof("Sealed %d secrets anew with key %s", count, keyId);
    return Uni.createFrom().item(true);
  }

  /** What others were changing was passed over: the next pass comes to it. */
  private Uni<Boolean> count() {
    return transactions
        .run(session -> OtherKeys.count(session, all, keyId))
        .invoke(this::tell)
        .replaceWith(false);
  }

  private void tell(Map<String, Long> left) {
    if (left.isEmpty()) {
      from = clock.instant().plus(REST);
    }
    if (left.equals(told)) {
      return;
    }
    told = left;
    if (left.isEmpty()) {
      LOG.infof(
          "Every secret is sealed with key %s: once every instance seals with it, the replaced ones"
              + " may go",
          keyId);
    } else {
      LOG.warnf(
          "Secrets are sealed with other keys than %s, which have to stay (key id=secrets): %s",
          keyId, left);
    }
  }
}
