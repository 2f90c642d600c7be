package net.hostedmtasts.benchmark;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA with a root and one intermediate. Each host has a certificate of its own; the keys are
 * {@value #KEYS} in all, because making one takes longer than everything else, and an edge cannot
 * tell.
 */
final class Authority {
  private static final int KEYS = 100;
  private static final X500Name ROOT = new X500Name("CN=Benchmark root");
  private static final X500Name ISSUER = new X500Name("CN=Benchmark issuer");

  private final Instant notAfter =
      Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private final List<KeyPair> keys = Stream.generate(Authority::keyPair).limit(KEYS).toList();
  private final KeyPair rootKey = keyPair();
  private final KeyPair issuerKey = keyPair();
  private final X509Certificate root = authority(ROOT, rootKey);
  private final X509Certificate issuer = authority(ISSUER, issuerKey);

  /** A certificate with its issuer behind it, and its key. */
  record Issued(List<X509Certificate> chain, KeyPair key) {
    @Override
    public String toString() {
      return "Issued[" + chain.get(0).getSubjectX500Principal() + "]";
    }
  }

  Issued issue(SampleDomain domain) throws GeneralSecurityException, CertIOException {
    KeyPair key = keys.get(domain.number() % KEYS);
    JcaX509v3CertificateBuilder builder = builder(new X500Name("CN=" + domain.name()), key, ISSUER);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.dNSName, domain.policyHost())));
    return new Issued(List.of(sign(builder, issuerKey), issuer), key);
  }

  /** When its certificates end. */
  Instant notAfter() {
    return notAfter;
  }

  /** Its root, for whoever is to trust it. */
  X509Certificate root() {
    return root;
  }

  /** Trust in this CA alone. */
  SSLContext trust() throws GeneralSecurityException {
    return Sender.trust(root);
  }

  private X509Certificate authority(X500Name name, KeyPair key) {
    try {
      JcaX509v3CertificateBuilder builder = builder(name, key, ROOT);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      return sign(builder, rootKey);
    } catch (GeneralSecurityException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JcaX509v3CertificateBuilder builder(X500Name name, KeyPair key, X500Name issuer) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, ThreadLocalRandom.current()).add(BigInteger.ONE),
        Date.from(Instant.now().minus(1, ChronoUnit.DAYS)),
        Date.from(notAfter),
        name,
        key.getPublic());
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair key)
      throws GeneralSecurityException {
    try {
      ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
