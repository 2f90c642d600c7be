package net.hostedmtasts.controlplane.sealing;

import java.util.Base64;

/**
 * A private key under a cover.
 *
 * @param keyId the key that opens it
 * @param ciphertext nonce, ciphertext and tag in Base64
 */
public record SealedKey(String keyId, String ciphertext) {

  static SealedKey seal(EncryptionKey key, byte[] secret, String associated) {
    return new SealedKey(
        key.id(), Base64.getEncoder().encodeToString(key.seal(secret, associated)));
  }

  byte[] open(EncryptionKey key, String associated) {
    if (!key.id().equals(keyId)) {
      throw new CannotOpen("Sealed with key " + keyId + ", the key here is " + key.id());
    }
    return key.open(Base64.getDecoder().decode(ciphertext), associated);
  }

  @Override
  public String toString() {
    return "SealedKey[" + keyId + "]";
  }
}
