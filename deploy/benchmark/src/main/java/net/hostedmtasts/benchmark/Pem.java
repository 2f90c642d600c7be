package net.hostedmtasts.benchmark;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates as text (RFC 7468). */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String of(List<X509Certificate> certificates) throws CertificateEncodingException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                  .encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }
}
