package net.hostedmtasts.controlplane.sealing;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows with secrets that are sealed at rest. Each kind is known to the feature that owns it. */
public interface SealedRows {
  /** Their table, whose column {@code key_id} names the key that sealed a row's secret. */
  String table();

  /**
   * Seals some rows anew that a replaced key has sealed, in the caller's transaction. Rows that
   * somebody else is changing are passed over.
   *
   * @return how many; 0 says nothing of what is left: {@link OtherKeys} counts that
   */
  Uni<Integer> sealSomeAgain(Mutiny.Session session, int most);
}
