package net.hostedmtasts.controlplane.certificate.local;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The three kinds of certificates, as RFC 5280 (section 4.2) wants them from a conforming CA. */
final class AuthorityCertificates {
  private static final Duration ROOT_LIFE = Duration.ofDays(20 * 365);
  private static final Duration INTERMEDIATE_LIFE = Duration.ofDays(10 * 365);

  /** "Not before" lies so far back: clients' clocks are not all right. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 128;
  private static final X500Name NO_SUBJECT = new X500Name(new RDN[0]);
  private static final SecureRandom RANDOM = new SecureRandom();

  private AuthorityCertificates() {}

  static X509Certificate root(KeyPair keys, Instant now) {
    X500Name name = authorityName("Root");
    return sign(
        new JcaX509v3CertificateBuilder(
            name, serial(), from(now), until(now, ROOT_LIFE), name, keys.getPublic()),
        keys.getPrivate(),
        builder -> authority(builder, keys.getPublic(), keys.getPublic(), 1));
  }

  static X509Certificate intermediate(
      X509Certificate root, PrivateKey rootKey, PublicKey key, Instant now) {
    return sign(
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
            serial(),
            from(now),
            until(now, INTERMEDIATE_LIFE),
            authorityName("Intermediate"),
            key),
        rootKey,
        builder -> authority(builder, key, root.getPublicKey(), 0));
  }

  static X509Certificate leaf(
      X509Certificate issuer,
      PrivateKey issuerKey,
      CertifiedHost host,
      PublicKey key,
      Instant now,
      Instant notAfter) {
    return sign(
        new JcaX509v3CertificateBuilder(
            X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
            serial(),
            from(now),
            Date.from(notAfter),
            NO_SUBJECT,
            key),
        issuerKey,
        builder -> policyHost(builder, host, key, issuer.getPublicKey()));
  }

  private static void authority(
      X509v3CertificateBuilder builder, PublicKey key, PublicKey issuer, int pathLength)
      throws CertIOException, GeneralSecurityException {
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength))
        .addExtension(
            Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    identifiers(builder, key, issuer);
  }

  private static void policyHost(
      X509v3CertificateBuilder builder, CertifiedHost host, PublicKey key, PublicKey issuer)
      throws CertIOException, GeneralSecurityException {
    builder
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        // Critical, because the subject is empty (RFC 5280, section 4.2.1.6).
        .addExtension(
            Extension.subjectAlternativeName,
            true,
            new GeneralNames(new GeneralName(GeneralName.dNSName, host.value())));
    identifiers(builder, key, issuer);
  }

  private static void identifiers(X509v3CertificateBuilder builder, PublicKey key, PublicKey issuer)
      throws CertIOException, GeneralSecurityException {
    JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
    builder
        .addExtension(
            Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            extensions.createAuthorityKeyIdentifier(issuer));
  }

  private static X509Certificate sign(
      JcaX509v3CertificateBuilder builder, PrivateKey key, Extensions extensions) {
    try {
      extensions.addTo(builder);
      return new JcaX509CertificateConverter()
          .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    } catch (CertIOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("A certificate could not be signed", e);
    }
  }

  /** A name of its own for each: two roots of the same name in one trust store hide each other. */
  private static X500Name authorityName(String role) {
    String mark = UUID.randomUUID().toString().substring(0, 8);
    return new X500Name("O=Hosted MTA-STS,CN=Hosted MTA-STS Local " + role + " " + mark);
  }

  private static BigInteger serial() {
    // Zero is no serial number (RFC 5280, section 4.1.2.2).
    return new BigInteger(SERIAL_BITS, RANDOM).max(BigInteger.ONE);
  }

  private static Date from(Instant now) {
    return Date.from(now.minus(CLOCK_SKEW));
  }

  private static Date until(Instant now, Duration life) {
    return Date.from(now.plus(life));
  }

  private interface Extensions {
    void addTo(X509v3CertificateBuilder builder) throws CertIOException, GeneralSecurityException;
  }
}
