package net.hostedmtasts.controlplane.sealing;

/**
 * Seals private keys at rest, in the database. The owner is part of the associated data: a row
 * copied to another owner does not open.
 */
public final class KeyEncryption {
  private final EncryptionKey key;

  /** Seals with {@code key}, the key-encryption key, which is in no database and in no topic. */
  public KeyEncryption(EncryptionKey key) {
    this.key = key;
  }

  /**
   * Seals a secret.
   *
   * @param owner what the secret belongs to, such as {@code policy-host mta-sts.example.com}
   */
  public SealedKey seal(byte[] secret, String owner) {
    return SealedKey.seal(key, secret, associated(owner));
  }

  /**
   * Opens what was sealed for the same owner.
   *
   * @throws CannotOpen when another key or owner sealed it, or it was changed
   */
  public byte[] open(SealedKey sealed, String owner) {
    return sealed.open(key, associated(owner));
  }

  /** Names the key; heartbeats and logs may show it. */
  public String keyId() {
    return key.id();
  }

  private String associated(String owner) {
    return owner + "\n" + key.id();
  }
}
