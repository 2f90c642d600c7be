package net.hostedmtasts.e2e.pair;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One connection of a sending MTA to one edge: the name in the handshake and in the certificate is
 * the policy host, the address is the edge's.
 */
final class HttpsConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST = 64 * 1024;

  private final SSLSocket socket;
  private final InputStream in;
  private final byte[] request;

  private HttpsConnection(SSLSocket socket, String policyHost) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.request =
        ("GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: " + policyHost + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  static HttpsConnection open(InetSocketAddress edge, SSLContext trust, String policyHost)
      throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(edge, (int) LIMIT.toMillis());
      plain.setSoTimeout((int) LIMIT.toMillis());
      plain.setTcpNoDelay(true);
      SSLSocket socket =
          (SSLSocket)
              trust.getSocketFactory().createSocket(plain, policyHost, edge.getPort(), true);
      SSLParameters parameters = socket.getSSLParameters();
      // Without it the certificate may be for any name.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return new HttpsConnection(socket, policyHost);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** One request on this connection. */
  Fetched get() throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    if (length > LONGEST) {
      throw new IOException("A body of " + length + " bytes");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The body was cut off");
    }
    return new Fetched(
        Integer.parseInt(status.split(" ", 3)[1]), new String(body, StandardCharsets.UTF_8));
  }

  /** The serial number of the certificate that was shown, in hexadecimal digits. */
  String serial() throws IOException {
    X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return leaf.getSerialNumber().toString(16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0 || line.size() > LONGEST) {
        throw new EOFException("The connection was closed");
      }
      if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      // The socket's own close would wait for an edge that has stopped.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // Nothing is left to close.
    }
  }
}
