package net.hostedmtasts.policyserver.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Requests over TLS byte by byte, whatever the certificate. */
record TlsHttp(int port) {
  private static final int MILLIS = 10_000;

  /** One answer, and the certificate that it came with. */
  record Answer(String text, BigInteger serial) {
    int status() {
      return Integer.parseInt(text.substring(9, 12));
    }
  }

  /** With {@code serverName} as SNI, which may be none. */
  Answer ask(Optional<String> serverName, String request)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(
          serverName
              .map(SNIHostName::new)
              .map(List::<javax.net.ssl.SNIServerName>of)
              .orElse(List.of()));
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(MILLIS);
      socket.startHandshake();
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new Answer(
          new String(socket.getInputStream().readAllBytes(), ISO_8859_1), leaf.getSerialNumber());
    }
  }

  /** What {@code openssl s_client} says, which sends a line that is no request. */
  String openssl(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(List.of(options));
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    // It stays until the server ends the connection, and sees tickets that come after the
    // handshake.
    client.getOutputStream().write("no request\r\n\r\n".getBytes(UTF_8));
    client.getOutputStream().flush();
    String output = new String(client.getInputStream().readAllBytes(), UTF_8);
    if (!client.waitFor(20, TimeUnit.SECONDS)) {
      client.destroyForcibly();
      throw new AssertionError("openssl does not end: " + output);
    }
    return output;
  }
}
