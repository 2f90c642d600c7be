package net.hostedmtasts.controlplane.certificate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Arrays;
import net.hostedmtasts.controlplane.sealing.CannotOpen;
import net.hostedmtasts.controlplane.sealing.EdgeSealing;
import net.hostedmtasts.controlplane.sealing.KeyEncryption;
import net.hostedmtasts.controlplane.sealing.SealedKey;

/**
 * Renders values of {@code mta-sts.certificates}. The private key is in the open for some
 * microseconds, between the seal at rest and the seal for the edges.
 */
@Singleton
public final class CertificateRenderer {
  // Its own: no setting of the API's JSON may change the contract.
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyEncryption atRest;
  private final EdgeSealing forEdges;

  CertificateRenderer(KeyEncryption atRest, EdgeSealing forEdges) {
    this.atRest = atRest;
    this.forEdges = forEdges;
  }

  /**
   * The value that makes the edges serve a certificate. Each rendering seals anew: the bytes
   * differ, what they mean does not.
   *
   * @throws CannotOpen when the row's key was sealed with another key, or for another host
   */
  public byte[] served(IssuedCertificate certificate, long revision) {
    byte[] pkcs8 = HostKey.open(atRest, certificate.host(), certificate.sealedKey());
    try {
      SealedKey sealed = forEdges.seal(pkcs8, certificate.host(), revision);
      return json(CertificateMessage.served(certificate, sealed, revision));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  /** The value that makes the edges refuse handshakes for the host again. */
  public byte[] withdrawn(long revision) {
    return json(CertificateMessage.withdrawn(revision));
  }

  private static byte[] json(CertificateMessage message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A certificate's message cannot be written", e);
    }
  }
}
