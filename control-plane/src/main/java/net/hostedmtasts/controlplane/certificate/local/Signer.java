package net.hostedmtasts.controlplane.certificate.local;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.CertificateChain;
import net.hostedmtasts.controlplane.certificate.CertificateRequest;
import net.hostedmtasts.controlplane.certificate.EcdsaKeys;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;

/**
 * Signs with the intermediate's key. The root's is opened by nobody: it waits for the next
 * intermediate.
 */
final class Signer {
  static final String ROOT = "local-authority root";
  static final String INTERMEDIATE = "local-authority intermediate";

  private final X509Certificate certificate;
  private final PrivateKey key;

  private Signer(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** Makes a new authority: root and intermediate. */
  static AuthorityRow make(KeyEncryption atRest, Instant now) {
    KeyPair rootKeys = EcdsaKeys.make();
    KeyPair keys = EcdsaKeys.make();
    X509Certificate root = AuthorityCertificates.root(rootKeys, now);
    X509Certificate intermediate =
        AuthorityCertificates.intermediate(root, rootKeys.getPrivate(), keys.getPublic(), now);
    return new AuthorityRow(
        CertificateChain.of(List.of(root)),
        atRest.seal(rootKeys.getPrivate().getEncoded(), ROOT),
        CertificateChain.of(List.of(intermediate)),
        atRest.seal(keys.getPrivate().getEncoded(), INTERMEDIATE),
        now);
  }

  /** Opens a kept authority for signing. */
  static Signer open(AuthorityRow row, KeyEncryption atRest) {
    byte[] pkcs8 = atRest.open(row.intermediateKey(), INTERMEDIATE);
    try {
      return new Signer(
          row.intermediate().leaf(),
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException e) {
      // Without its cause, whose message may quote the key.
      throw new IllegalStateException("The local authority's key cannot be read");
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /**
   * A certificate that lives {@code lifetime}, in whole seconds, and never longer than its issuer.
   */
  CertificateChain sign(CertificateRequest request, Duration lifetime, Instant now) {
    Instant issuerEnds = certificate.getNotAfter().toInstant();
    if (!now.isBefore(issuerEnds)) {
      throw NotIssued.refused(request.host(), "the local authority has expired");
    }
    Instant wanted = now.truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
    X509Certificate leaf =
        AuthorityCertificates.leaf(
            certificate,
            key,
            request.host(),
            request.provenKey(),
            now,
            wanted.isAfter(issuerEnds) ? issuerEnds : wanted);
    return CertificateChain.of(List.of(leaf, certificate));
  }
}
