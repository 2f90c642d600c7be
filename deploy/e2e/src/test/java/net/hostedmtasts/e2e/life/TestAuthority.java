package net.hostedmtasts.e2e.life;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues whatever certificate a test needs, a bad one as well. */
final class TestAuthority {
  private static final X500Name NAME = new X500Name("CN=Test authority");
  private static final Duration A_YEAR = Duration.ofDays(365);
  private static final char[] PASSWORD = "test".toCharArray();

  /** The one that {@link LifePair} trusts; after what its root is made from. */
  static final TestAuthority INSTANCE = new TestAuthority();

  private final KeyPair keys = keys();
  private final X509Certificate root = sign(keys, Instant.now(), A_YEAR, NAME, "");

  /** One that nobody trusts. */
  static TestAuthority unknown() {
    return new TestAuthority();
  }

  /** The root. */
  String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(root.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server with a good certificate for {@code host}. */
  SSLContext server(String host) {
    return server(host, Instant.now().minus(Duration.ofDays(1)), A_YEAR);
  }

  /** A server with a certificate for {@code host} that lives from {@code begin} on. */
  SSLContext server(String host, Instant begin, Duration life) {
    KeyPair own = keys();
    X509Certificate certificate = sign(own, begin, life, new X500Name("CN=server"), host);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", own.getPrivate(), PASSWORD, new Certificate[] {certificate, root});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A server without any certificate: it ends each handshake with an alert. */
  static SSLContext without() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(
      KeyPair subject, Instant begin, Duration life, X500Name name, String host) {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(64, new SecureRandom()),
            Date.from(begin),
            Date.from(begin.plus(life)),
            name,
            subject.getPublic());
    try {
      if (host.isEmpty()) {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      } else {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }
}
