package net.hostedmtasts.controlplane.certificate.local;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** The one authority of this database. */
@Singleton
final class AuthorityRows {

  Uni<Optional<AuthorityRow>> find(Mutiny.Session session) {
    return session.find(AuthorityRow.class, AuthorityRow.ONLY).map(Optional::ofNullable);
  }

  /**
   * Keeps {@code made} where there is none yet, and answers the one that counts: of two starting
   * instances exactly one wins.
   */
  Uni<AuthorityRow> keepFirst(Mutiny.Session session, AuthorityRow made) {
    return session
        .createNativeQuery(
            "insert into local_authority (id, root_certificate, root_key,"
                + " intermediate_certificate, intermediate_key, key_id, created_at)"
                + " values (1, :root, :rootKey, :intermediate, :intermediateKey, :keyId, :now)"
                + " on conflict (id) do nothing")
        .setParameter("root", made.rootPem())
        .setParameter("rootKey", made.rootKey().ciphertext())
        .setParameter("intermediate", made.intermediate().pem())
        .setParameter("intermediateKey", made.intermediateKey().ciphertext())
        .setParameter("keyId", made.rootKey().keyId())
        .setParameter("now", made.createdAt())
        .executeUpdate()
        .chain(() -> session.find(AuthorityRow.class, AuthorityRow.ONLY));
  }
}
