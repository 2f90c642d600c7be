package net.hostedmtasts.standalone;

import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The certificate of Pebble's own HTTPS: self-signed, for 127.0.0.1 alone. */
final class PebbleCertificate {
  private static final Duration LIFE = Duration.ofDays(3650);

  private PebbleCertificate() {}

  static void writeOnce(Path certificate, Path key) throws IOException {
    if (Files.exists(certificate) && Files.exists(key)) {
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair keys = generator.generateKeyPair();
      X500Name name = new X500Name("CN=Pebble on this machine");
      Instant now = Instant.now();
      byte[] der =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.valueOf(now.toEpochMilli()),
                  Date.from(now.minusSeconds(60)),
                  Date.from(now.plus(LIFE)),
                  name,
                  keys.getPublic())
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
              .getEncoded();
      Files.writeString(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
      Files.writeString(certificate, pem("CERTIFICATE", der));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  /** A client that trusts the certificate and no other. */
  static HttpClient client(Path certificate) throws IOException {
    try {
      return HttpClient.newBuilder().sslContext(TrustedFile.context(certificate)).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Pebble's certificate cannot be read", e);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }
}
