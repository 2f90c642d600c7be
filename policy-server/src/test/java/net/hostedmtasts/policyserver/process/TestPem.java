package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import net.hostedmtasts.policyserver.fixture.TestAuthority;

/** Certificates and keys as operators keep them. */
final class TestPem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII));

  private TestPem() {}

  /** The file of the key beside that of its certificate. */
  static Path keyOf(Path certificate) {
    return certificate.resolveSibling("tls.key");
  }

  static void write(TestAuthority.Issued issued, Path certificate) throws IOException {
    writeKey(issued, certificate);
    writeChain(issued, certificate);
  }

  static void writeKey(TestAuthority.Issued issued, Path certificate) throws IOException {
    Files.writeString(
        keyOf(certificate), pem("PRIVATE KEY", issued.key().getPrivate().getEncoded()));
  }

  static void writeChain(TestAuthority.Issued issued, Path certificate) throws IOException {
    StringBuilder chain = new StringBuilder();
    try {
      for (X509Certificate one : issued.chain()) {
        chain.append(pem("CERTIFICATE", one.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
    Files.writeString(certificate, chain);
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(type, LINES.encodeToString(der));
  }
}
