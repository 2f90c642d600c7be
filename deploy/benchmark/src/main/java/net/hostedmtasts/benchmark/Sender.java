package net.hostedmtasts.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import net.hostedmtasts.standalone.Edge;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A sending MTA and its resolver, asking one edge. */
final class Sender {
  static final String CAA = "ca.example; validationmethods=http-01";

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Edge edge;
  private final String zone;
  private final SSLContext trust;

  Sender(Edge edge, String zone, SSLContext trust) {
    this.edge = edge;
    this.zone = zone;
    this.trust = trust;
  }

  static SSLContext trust(X509Certificate root) throws GeneralSecurityException {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      roots.setCertificateEntry("root", root);
      TrustManagerFactory trusted =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  /**
   * The body of the policy that {@code policyHost} serves, over a connection and with a handshake
   * of its own; the certificate must be for that name. Whatever is not answered with 200 is an
   * error.
   */
  String policy(String policyHost) throws IOException {
    try (Socket plain = new Socket()) {
      plain.setTcpNoDelay(true);
      plain.setSoTimeout((int) LIMIT.toMillis());
      plain.connect(
          new InetSocketAddress(edge.host(), edge.ports().https()), (int) LIMIT.toMillis());
      try (SSLSocket socket =
          (SSLSocket)
              trust
                  .getSocketFactory()
                  .createSocket(plain, policyHost, edge.ports().https(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        String request =
            "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: "
                + policyHost
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return body(new String(socket.getInputStream().readNBytes(LONGEST_ANSWER), US_ASCII));
      }
    }
  }

  private static String body(String answer) throws IOException {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0 || !answer.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("Not answered with 200: " + answer.lines().findFirst().orElse(""));
    }
    return answer.substring(end + 4);
  }

  /** The text of the TXT record of a label; empty where there is none. */
  String txt(String label) throws IOException {
    return answers(label + "._mta-sts." + zone, Type.TXT).stream()
        .map(record -> String.join("", ((TXTRecord) record).getStrings()))
        .findFirst()
        .orElse("");
  }

  /** The value of the CAA record of a label; empty where there is none. */
  String caa(String label) throws IOException {
    return answers(label + ".policy." + zone, Type.CAA).stream()
        .map(record -> ((CAARecord) record).getValue())
        .findFirst()
        .orElse("");
  }

  private List<Record> answers(String name, int type) throws IOException {
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(edge.host(), edge.ports().dns()));
    resolver.setTimeout(LIMIT);
    Name owner = Name.fromString(name, Name.root);
    return resolver
        .send(Message.newQuery(Record.newRecord(owner, type, DClass.IN)))
        .getSection(Section.ANSWER);
  }
}
