package net.hostedmtasts.policyserver.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static net.hostedmtasts.policyserver.challenge.DerWriter.objectIdentifier;
import static net.hostedmtasts.policyserver.challenge.DerWriter.sequence;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes the certificates that answer TLS-ALPN-01 challenges (RFC 8737, section 3). All of them have
 * one key, new with each start: it proves nothing, the key authorization in the certificate does.
 */
final class ValidationCertificates {
  private static final byte[] ECDSA_WITH_SHA256 =
      sequence(objectIdentifier(42, 840, 10045, 4, 3, 2));
  private static final byte[] COMMON_NAME = objectIdentifier(85, 4, 3);
  private static final byte[] SUBJECT_ALT_NAME = objectIdentifier(85, 29, 17);
  private static final byte[] ACME_IDENTIFIER = objectIdentifier(43, 6, 1, 5, 5, 7, 1, 31);
  private static final byte[] CRITICAL = DerWriter.of(DerWriter.BOOLEAN, new byte[] {(byte) 0xff});
  private static final int DNS_NAME = 2;
  private static final int SERIAL_BITS = 64;

  /** Around now: no CA has to look at it, and clocks differ. */
  private static final Duration VALID = Duration.ofDays(1);

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final KeyPair key;

  ValidationCertificates(Clock clock) {
    this.clock = clock;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.key = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has P-256", e);
    }
  }

  PrivateKey key() {
    return key.getPrivate();
  }

  X509Certificate make(String host, String keyAuthorization) {
    try {
      byte[] content = content(host, sha256(keyAuthorization));
      byte[] signed = sequence(content, ECDSA_WITH_SHA256, DerWriter.bits(sign(content)));
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java makes and reads certificates", e);
    }
  }

  /** TBSCertificate (RFC 5280, section 4.1.2), version 3. */
  private byte[] content(String host, byte[] digest) {
    Instant now = clock.instant();
    byte[] validity = sequence(DerWriter.time(now.minus(VALID)), DerWriter.time(now.plus(VALID)));
    return sequence(
        DerWriter.tagged(0, DerWriter.integer(BigInteger.TWO)),
        DerWriter.integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)),
        ECDSA_WITH_SHA256,
        name(),
        validity,
        name(),
        key.getPublic().getEncoded(),
        DerWriter.tagged(3, sequence(names(host), identifier(digest))));
  }

  private static byte[] name() {
    byte[] text = DerWriter.of(DerWriter.UTF8_STRING, "ACME challenge".getBytes(UTF_8));
    return sequence(DerWriter.of(DerWriter.SET, sequence(COMMON_NAME, text)));
  }

  private static byte[] names(String host) {
    byte[] only = sequence(DerWriter.taggedText(DNS_NAME, host));
    return sequence(SUBJECT_ALT_NAME, DerWriter.of(DerWriter.OCTET_STRING, only));
  }

  private static byte[] identifier(byte[] digest) {
    byte[] authorization = DerWriter.of(DerWriter.OCTET_STRING, digest);
    return sequence(ACME_IDENTIFIER, CRITICAL, DerWriter.of(DerWriter.OCTET_STRING, authorization));
  }

  private byte[] sign(byte[] content) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate(), random);
    signature.update(content);
    return signature.sign();
  }

  private static byte[] sha256(String keyAuthorization) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(keyAuthorization.getBytes(US_ASCII));
  }
}
