package net.hostedmtasts.controlplane.certificate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Certificates in PEM: the policy host's own first, then each one's issuer, without the root (RFC
 * 8555, section 9.1).
 */
public record CertificateChain(String pem) {
  /** As many as the contract lets through (deploy/contract/schemas/certificate-changed.json). */
  private static final int MAX_CERTIFICATES = 8;

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
  private static final String END = "\n-----END CERTIFICATE-----\n";

  /**
   * The chain of these certificates.
   *
   * @throws IllegalArgumentException when there is none, too many, or one is not signed by the next
   */
  public static CertificateChain of(List<X509Certificate> certificates) {
    if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
      throw new IllegalArgumentException("A chain of " + certificates.size() + " certificates");
    }
    for (int i = 1; i < certificates.size(); i++) {
      requireSigned(certificates.get(i - 1), certificates.get(i));
    }
    return new CertificateChain(
        certificates.stream().map(CertificateChain::pemOf).collect(Collectors.joining()));
  }

  /** The parsed certificates, at least one. */
  public List<X509Certificate> certificates() {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new IllegalStateException("A stored chain cannot be read", e);
    }
  }

  /** The policy host's own certificate. */
  public X509Certificate leaf() {
    return certificates().get(0);
  }

  /**
   * Each certificate's DER in Base64 on one line; nothing is parsed, as whole topics are rendered
   * from it.
   */
  List<String> base64() {
    return pem
        .lines()
        .collect(Collectors.joining())
        .transform(text -> List.of(text.split("-----END CERTIFICATE-----", -1)))
        .stream()
        .filter(text -> !text.isEmpty())
        .map(text -> text.substring(BEGIN.length() - 1))
        .toList();
  }

  private static String pemOf(X509Certificate certificate) {
    try {
      return BEGIN
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + END;
    } catch (CertificateException e) {
      throw new IllegalStateException("A certificate cannot be encoded", e);
    }
  }

  private static void requireSigned(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("A certificate is not signed by the next in its chain", e);
    }
  }
}
