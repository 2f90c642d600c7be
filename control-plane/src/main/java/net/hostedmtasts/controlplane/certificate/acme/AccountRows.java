package net.hostedmtasts.controlplane.certificate.acme;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import net.hostedmtasts.controlplane.transaction.OwnTransaction;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Accounts in the database: one for each authority, whichever instance comes first. */
@Singleton
final class AccountRows {
  private final OwnTransaction transactions;
  private final Clock clock;

  AccountRows(OwnTransaction transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  Uni<@Nullable AccountRow> find(String authority) {
    return transactions.run(session -> session.find(AccountRow.class, authority));
  }

  /** Keeps a key before the authority hears of it, and answers the row that counts. */
  Uni<AccountRow> keepFirst(String authority, String directory, SealedKey key) {
    return transactions.run(
        session ->
            session
                .createNativeQuery(
                    "insert into acme_account (authority, directory, sealed_key, key_id, created_at)"
                        + " values (:authority, :directory, :key, :keyId, :now)"
                        + " on conflict (authority) do nothing")
                .setParameter("authority", authority)
                .setParameter("directory", directory)
                .setParameter("key", key.ciphertext())
                .setParameter("keyId", key.keyId())
                .setParameter("now", clock.instant())
                .executeUpdate()
                .chain(() -> session.find(AccountRow.class, authority)));
  }

  /** What the authority calls the account now. */
  Uni<Void> named(String authority, @Nullable String url) {
    return transactions.run(session -> named(session, authority, url));
  }

  private static Uni<Void> named(Mutiny.Session session, String authority, @Nullable String url) {
    return session
        .createMutationQuery("update AccountRow set url = :url where authority = :authority")
        .setParameter("url", url)
        .setParameter("authority", authority)
        .executeUpdate()
        .replaceWithVoid();
  }
}
