package net.hostedmtasts.controlplane.revision;

import java.util.UUID;

/**
 * The body of a policy host's publication row. It names the certificate only: the private key is
 * sealed for each revision anew, when the message is made.
 */
public record CertificateBody(UUID certificateId) {

  public static CertificateBody read(String body) {
    return new CertificateBody(UUID.fromString(body));
  }

  public String body() {
    return certificateId.toString();
  }
}
