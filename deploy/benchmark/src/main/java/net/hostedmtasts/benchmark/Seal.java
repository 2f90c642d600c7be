package net.hostedmtasts.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals private keys: for the edges, as deploy/contract/README.md says, and for the database. */
final class Seal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_DIGITS = 16;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;
  private final String keyId;

  Seal(Path keyFile) throws IOException, GeneralSecurityException {
    byte[] bytes = Base64.getDecoder().decode(Files.readString(keyFile, US_ASCII).strip());
    this.key = new SecretKeySpec(bytes, "AES");
    this.keyId =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
            .substring(0, ID_DIGITS);
  }

  String keyId() {
    return keyId;
  }

  byte[] forEdges(String policyHost, long revision, byte[] plain) throws GeneralSecurityException {
    return seal(policyHost + "\n" + revision, plain);
  }

  byte[] atRest(String policyHost, byte[] plain) throws GeneralSecurityException {
    return seal("policy-host " + policyHost, plain);
  }

  private byte[] seal(String owner, byte[] plain) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((owner + "\n" + keyId).getBytes(UTF_8));
    byte[] sealed = cipher.doFinal(plain);
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }
}
