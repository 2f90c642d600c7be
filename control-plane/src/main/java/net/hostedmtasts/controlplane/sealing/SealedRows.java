package net.hostedmtasts.controlplane.sealing;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Rows with secrets that are sealed at rest. Each kind is known to the feature that owns it. */
public interface SealedRows {
  /** Names the kind for the log. */
  String name();

  /**
   * Seals some rows anew that another key than the present one has sealed, in the caller's
   * transaction.
   *
   * @return how many; 0 when none is left
   */
  Uni<Integer> sealSomeAgain(Mutiny.Session session, int most);
}
