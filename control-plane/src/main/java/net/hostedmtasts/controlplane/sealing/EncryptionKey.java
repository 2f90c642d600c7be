package net.hostedmtasts.controlplane.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One AES-256 key and its id. Sealed is 12 bytes of nonce, then the ciphertext with its 16-byte
 * tag. Nonces are random: one key may seal 2<sup>32</sup> times (NIST SP 800-38D, section 8.3).
 */
public final class EncryptionKey {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int FILE_LIMIT = 1024;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;
  private final String id;

  private EncryptionKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, "AES");
    this.id = idOf(bytes);
  }

  /**
   * Reads the key from a file with 32 bytes as Base64 text.
   *
   * @param setting the name of the setting that names the file, for the message
   * @throws InvalidKeyFile when it is missing, cannot be read or is not such a key
   */
  public static EncryptionKey read(Path file, String setting) {
    byte[] decoded;
    try (InputStream in = Files.newInputStream(file)) {
      decoded = Base64.getDecoder().decode(new String(in.readNBytes(FILE_LIMIT), US_ASCII).strip());
    } catch (NoSuchFileException e) {
      throw new InvalidKeyFile(setting, file, "does not exist");
    } catch (IOException e) {
      throw new InvalidKeyFile(setting, file, "cannot be read (" + e.getClass().getName() + ")");
    } catch (IllegalArgumentException e) {
      // The decoder's own message quotes the text: it is not passed on.
      throw new InvalidKeyFile(setting, file, "is not Base64 text");
    }
    if (decoded.length != KEY_BYTES) {
      throw new InvalidKeyFile(setting, file, "holds " + decoded.length + " bytes");
    }
    return new EncryptionKey(decoded);
  }

  /**
   * The first 16 hexadecimal digits of the SHA-256 of the key: tells keys apart, reveals nothing.
   */
  public String id() {
    return id;
  }

  byte[] seal(byte[] secret, String associated) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(secret);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + ciphertext.length);
      System.arraycopy(ciphertext, 0, sealed, NONCE_BYTES, ciphertext.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed", e);
    }
  }

  byte[] open(byte[] sealed, String associated) {
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw new CannotOpen("A sealed key is too short: " + sealed.length + " bytes");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, associated)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw new CannotOpen("A sealed key belongs to something else or was changed, key id " + id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String associated) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(associated.getBytes(UTF_8));
    return cipher;
  }

  private static String idOf(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "EncryptionKey[" + id + "]";
  }
}
