package net.hostedmtasts.controlplane.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import net.hostedmtasts.controlplane.sealing.SealedKey;
import org.jspecify.annotations.Nullable;

/** A value of {@code mta-sts.certificates} (deploy/contract/schemas/certificate-changed.json). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CertificateMessage(
    long revision,
    String state,
    @Nullable List<String> chain,
    @JsonProperty("sealed_key") @Nullable String sealedKey,
    @JsonProperty("key_id") @Nullable String keyId,
    @JsonProperty("not_after") @Nullable String notAfter) {
  private static final long REVISIONS = 1L << 53;

  CertificateMessage {
    if (revision < 1 || revision >= REVISIONS) {
      throw new IllegalArgumentException("A revision that readers refuse: " + revision);
    }
  }

  static CertificateMessage served(IssuedCertificate certificate, SealedKey key, long revision) {
    return new CertificateMessage(
        revision,
        "served",
        certificate.chain().base64(),
        key.ciphertext(),
        key.keyId(),
        certificate.notAfter().toString());
  }

  static CertificateMessage withdrawn(long revision) {
    return new CertificateMessage(revision, "withdrawn", null, null, null, null);
  }

  @Override
  public String toString() {
    return "CertificateMessage[" + state + ", revision " + revision + "]";
  }
}
