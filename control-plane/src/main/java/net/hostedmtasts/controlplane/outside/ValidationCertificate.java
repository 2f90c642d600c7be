package net.hostedmtasts.controlplane.outside;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Judges the certificate that answers a challenge over TLS (RFC 8737, section 3). */
final class ValidationCertificate {
  private static final String ACME_IDENTIFIER = "1.3.6.1.5.5.7.1.31";

  /** An octet string in the octet string of the extension, of 32 octets. */
  private static final byte[] HEAD = {0x04, 0x22, 0x04, 0x20};

  private ValidationCertificate() {}

  /** What is wrong with it, for people; empty where nothing is. */
  static Optional<String> wrong(
      X509Certificate shown, CertifiedHost host, String keyAuthorization) {
    List<String> names =
        CertificateFacts.dnsNames(shown).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    if (!names.equals(List.of(host.value()))) {
      return Optional.of("its certificate is for other names");
    }
    byte[] identifier = shown.getExtensionValue(ACME_IDENTIFIER);
    if (identifier == null || !shown.getCriticalExtensionOIDs().contains(ACME_IDENTIFIER)) {
      return Optional.of("its certificate does not answer a challenge");
    }
    byte[] digest = Hashing.sha256().hashString(keyAuthorization, US_ASCII).asBytes();
    return Arrays.equals(identifier, Bytes.concat(HEAD, digest))
        ? Optional.empty()
        : Optional.of("its certificate answers another challenge");
  }
}
