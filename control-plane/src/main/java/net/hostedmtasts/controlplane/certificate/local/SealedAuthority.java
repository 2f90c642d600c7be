package net.hostedmtasts.controlplane.certificate.local;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedRows;
import org.hibernate.reactive.mutiny.Mutiny;

/** The keys of the local authority. */
@Singleton
final class SealedAuthority implements SealedRows {
  private final KeyEncryption atRest;

  SealedAuthority(KeyEncryption atRest) {
    this.atRest = atRest;
  }

  @Override
  public String table() {
    return "local_authority";
  }

  @Override
  public Uni<Integer> sealSomeAgain(Mutiny.Session session, int most) {
    return session
        .find(AuthorityRow.class, AuthorityRow.ONLY, LockModeType.PESSIMISTIC_WRITE)
        .map(row -> row != null && row.sealAgain(atRest) ? 1 : 0);
  }
}
