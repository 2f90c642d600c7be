package net.hostedmtasts.controlplane.sealing;

import java.util.Arrays;
import java.util.List;

/**
 * Seals private keys at rest, in the database. The owner is part of the associated data: a row
 * copied to another owner does not open.
 */
public final class KeyEncryption {
  private final List<EncryptionKey> keys;

  /**
   * Seals with the first key, and opens with any of them. They are in no database and in no topic.
   *
   * @param keys the key-encryption key, then those that it has replaced
   */
  public KeyEncryption(List<EncryptionKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Seals a secret.
   *
   * @param owner what the secret belongs to, such as {@code policy-host mta-sts.example.com}
   */
  public SealedKey seal(byte[] secret, String owner) {
    return SealedKey.seal(keys.get(0), secret, associated(owner, keys.get(0)));
  }

  /**
   * Opens what was sealed for the same owner.
   *
   * @throws CannotOpen when another key or owner sealed it, or it was changed
   */
  public byte[] open(SealedKey sealed, String owner) {
    EncryptionKey key =
        keys.stream()
            .filter(one -> one.id().equals(sealed.keyId()))
            .findFirst()
            .orElse(keys.get(0));
    return sealed.open(key, associated(owner, key));
  }

  /** The same secret under the key of today. */
  public SealedKey again(SealedKey sealed, String owner) {
    byte[] secret = open(sealed, owner);
    try {
      return seal(secret, owner);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /** Names the key that seals; heartbeats and logs may show it. */
  public String keyId() {
    return keys.get(0).id();
  }

  /** Names those that it has replaced; each opens what it sealed. */
  public List<String> replacedKeyIds() {
    return keys.stream().skip(1).map(EncryptionKey::id).filter(id -> !id.equals(keyId())).toList();
  }

  private static String associated(String owner, EncryptionKey key) {
    return owner + "\n" + key.id();
  }
}
