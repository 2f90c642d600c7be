package net.hostedmtasts.policyserver.certificate;

import io.netty.handler.ssl.PemPrivateKey;
import io.netty.handler.ssl.PemX509Certificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;

/**
 * Chain and private key of one policy host. The host's own part is kept as DER, the smallest form.
 */
final class Material {
  private final byte[] leaf;
  private final Issuers issuers;
  private final byte[] key;
  private final Instant notAfter;

  /**
   * @param leaf the host's own certificate, DER
   * @param key PKCS #8
   */
  Material(byte[] leaf, Issuers issuers, byte[] key, Instant notAfter) {
    this.leaf = leaf;
    this.issuers = issuers;
    this.key = key;
    this.notAfter = notAfter;
  }

  Instant notAfter() {
    return notAfter;
  }

  /** In the form that BoringSSL reads without Java parsing it first. For one handshake. */
  X509Certificate[] chain() {
    return issuers.behind(PemX509Certificate.valueOf(Pem.CERTIFICATE.encode(leaf)));
  }

  /** In the form that BoringSSL reads. For one handshake. */
  PrivateKey key() {
    return PemPrivateKey.valueOf(Pem.PRIVATE_KEY.encode(key));
  }

  /** In the form that Java's own TLS takes. Parsed anew: to be kept by whoever asks often. */
  X509Certificate[] parsedChain() throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    return factory.generateCertificates(pem()).stream()
        .map(X509Certificate.class::cast)
        .toArray(X509Certificate[]::new);
  }

  private InputStream pem() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Pem.CERTIFICATE.encode(leaf));
    issuers.pem().forEach(all::writeBytes);
    return new ByteArrayInputStream(all.toByteArray());
  }

  /** In the form that Java's own TLS takes. The control-plane makes keys of one kind. */
  PrivateKey parsedKey() throws GeneralSecurityException {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
  }

  @Override
  public String toString() {
    return "Material[notAfter=" + notAfter + "]";
  }
}
