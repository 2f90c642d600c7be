package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code openssl s_client}, a TLS client that nobody here wrote. */
final class OpensslClient {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private OpensslClient() {}

  /** What it said, with the alert that ended the handshake if one did. */
  record Seen(int exit, String output) {
    /** As they were sent. */
    List<X509Certificate> chain() {
      List<X509Certificate> chain = new ArrayList<>();
      Matcher certificate = CERTIFICATE.matcher(output);
      while (certificate.find()) {
        chain.add(parse(certificate.group()));
      }
      return chain;
    }

    private static X509Certificate parse(String pem) {
      try {
        return (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(UTF_8)));
      } catch (CertificateException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Shakes hands, sends nothing, and ends. */
  static Seen connect(int port, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of("-showcerts"));
    command.addAll(List.of(options));
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    client.getOutputStream().close();
    String output = new String(client.getInputStream().readAllBytes(), UTF_8);
    if (!client.waitFor(20, TimeUnit.SECONDS)) {
      client.destroyForcibly();
      throw new AssertionError("openssl does not end: " + output);
    }
    return new Seen(client.exitValue(), output);
  }
}
