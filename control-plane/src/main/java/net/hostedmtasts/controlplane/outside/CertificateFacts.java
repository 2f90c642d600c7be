package net.hostedmtasts.controlplane.outside;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a certificate says, whether or not it is to be believed.
 *
 * @param names its DNS names, as they stand there; at most 100
 * @param issuer as a distinguished name (RFC 2253)
 */
public record CertificateFacts(
    List<String> names, String issuer, Instant notBefore, Instant notAfter) {
  private static final int DNS_NAME = 2;
  private static final int MAX_NAMES = 100;
  private static final int MAX_TEXT = 300;

  public CertificateFacts {
    names = List.copyOf(names);
  }

  static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        dnsNames(certificate).stream().limit(MAX_NAMES).map(CertificateFacts::shown).toList(),
        shown(certificate.getIssuerX500Principal().getName()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant());
  }

  /** All DNS names; the common name is none (RFC 8461, section 3.3). */
  static List<String> dnsNames(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  private static String shown(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
  }
}
