package net.hostedmtasts.policyserver.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;

/** One AES-256 key that private keys are sealed with on their way to the edges. */
final class SealingKey {
  static final int BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String id;

  SealingKey(byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException(
          "A sealing key has " + BYTES + " bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.id = idOf(key);
  }

  /** The first 16 hexadecimal digits of the key's SHA-256. */
  String id() {
    return id;
  }

  /**
   * Opens what was sealed for this policy host and revision. One moved to another host or revision
   * does not open.
   *
   * @param sealed nonce of 12 bytes, then ciphertext and tag
   * @return the private key as PKCS #8
   */
  byte[] open(String policyHost, long revision, byte[] sealed) throws UnreadableRecord {
    if (sealed.length <= NONCE_BYTES + TAG_BITS / 8) {
      throw new UnreadableRecord("sealed_key is too short");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      cipher.updateAAD((policyHost + "\n" + revision + "\n" + id).getBytes(UTF_8));
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new UnreadableRecord("sealed_key does not open for this host, revision and key " + id);
    }
  }

  private static String idOf(byte[] key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "SealingKey[" + id + "]";
  }
}
