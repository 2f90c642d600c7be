package net.hostedmtasts.controlplane.sealing;

import java.util.List;
import java.util.function.Predicate;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/**
 * Seals private keys on their way to the edges. The associated data is that of the contract
 * (deploy/contract/README.md), so that a record moved to another host or revision does not open.
 */
public final class EdgeSealing {
  private final List<EncryptionKey> keys;
  private volatile EncryptionKey inUse;

  /** Seals with the first of {@code keys} until the edges are known to hold a later one. */
  public EdgeSealing(List<EncryptionKey> keys) {
    this.keys = List.copyOf(keys);
    this.inUse = keys.get(0);
  }

  /** Seals from now on with the last key that every edge holds; as before where there is none. */
  public void useLastOf(Predicate<String> everyEdgeHolds) {
    for (EncryptionKey key : keys) {
      if (everyEdgeHolds.test(key.id())) {
        inUse = key;
      }
    }
  }

  /** Names the key in use; heartbeats and logs may show it. */
  public String keyId() {
    return inUse.id();
  }

  /** Seals the PKCS #8 private key of a policy host for the record with this revision. */
  public SealedKey seal(byte[] pkcs8, CertifiedHost host, long revision) {
    EncryptionKey key = inUse;
    return SealedKey.seal(key, pkcs8, host.value() + "\n" + revision + "\n" + key.id());
  }
}
