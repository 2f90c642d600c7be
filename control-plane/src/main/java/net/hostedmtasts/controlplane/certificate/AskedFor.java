package net.hostedmtasts.controlplane.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whether a certificate is what was asked for: kept otherwise, it would break every handshake of
 * its host.
 */
public final class AskedFor {
  private static final int DNS_NAME = 2;

  private AskedFor() {}

  /**
   * Requires the request's key, its one name, and a life that has begun and not ended.
   *
   * @throws NotIssued with what is wrong
   */
  public static void require(CertificateRequest request, X509Certificate leaf, Instant now) {
    if (!leaf.getPublicKey().equals(request.publicKey())) {
      throw NotIssued.wrong(request.host(), "the authority signed another key");
    }
    if (!names(leaf).equals(List.of(List.<Object>of(DNS_NAME, request.host().value())))) {
      throw NotIssued.wrong(request.host(), "the authority signed other names");
    }
    if (now.isBefore(leaf.getNotBefore().toInstant())
        || now.isAfter(leaf.getNotAfter().toInstant())) {
      throw NotIssued.wrong(request.host(), "the authority's certificate is not in date");
    }
  }

  private static List<List<?>> names(X509Certificate leaf) {
    try {
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      return Optional.ofNullable(names).map(List::copyOf).orElse(List.of());
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
