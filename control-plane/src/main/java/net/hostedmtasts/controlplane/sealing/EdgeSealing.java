package net.hostedmtasts.controlplane.sealing;

import net.hostedmtasts.controlplane.policy.PolicyHost;

/**
 * Seals private keys on their way to the edges. The associated data is that of the contract
 * (deploy/contract/README.md), so that a record moved to another host or revision does not open.
 */
public final class EdgeSealing {
  private final EncryptionKey key;

  /** Seals with {@code key}, which the edges hold as well. */
  public EdgeSealing(EncryptionKey key) {
    this.key = key;
  }

  /** Names the key; heartbeats and logs may show it. */
  public String keyId() {
    return key.id();
  }

  /** Seals the PKCS #8 private key of a policy host for the record with this revision. */
  public SealedKey seal(byte[] pkcs8, PolicyHost host, long revision) {
    return SealedKey.seal(key, pkcs8, host.value() + "\n" + revision + "\n" + key.id());
  }
}
