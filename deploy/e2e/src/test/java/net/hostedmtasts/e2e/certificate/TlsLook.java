package net.hostedmtasts.e2e.certificate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import net.hostedmtasts.e2e.pair.Trust;

/** One address with TLS, as a client that trusts {@code roots} alone sees it for one name. */
record TlsLook(Path roots, String address, int port, String name) {
  private static final int LIMIT_MS = 5_000;

  /** The serial number of a certificate that is valid for the name; empty where there is none. */
  Optional<String> serial() {
    try (SSLSocket socket = connect()) {
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return Optional.of(leaf.getSerialNumber().toString(16));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  /** Whether the handshake is refused, and not only the connection. */
  boolean refuses() {
    try (SSLSocket socket = connect()) {
      return !socket.getSession().isValid();
    } catch (SSLException refused) {
      return String.valueOf(refused.getMessage()).contains("fatal alert");
    } catch (IOException notThere) {
      return false;
    }
  }

  /** The status line of the answer to a POST. */
  String post() {
    String request =
        "POST /reports HTTP/1.1\r\nHost: "
            + name
            + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SSLSocket connect() throws IOException {
    SSLContext trust = Trust.in(roots);
    Socket plain = new Socket();
    plain.connect(new InetSocketAddress(address, port), LIMIT_MS);
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(plain, name, port, true);
    socket.setSoTimeout(LIMIT_MS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
