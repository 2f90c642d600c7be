package net.hostedmtasts.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** What a sending MTA sees of one edge: the policy over HTTPS, and the TXT record over DNS. */
final class SenderView {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final Edge edge;
  private final Path authority;

  SenderView(Edge edge, Path authority) {
    this.edge = edge;
    this.authority = authority;
  }

  /**
   * Whether the edge serves a policy for {@code domain}, with a certificate that the local
   * authority signed.
   */
  boolean hasPolicy(String domain) {
    try {
      return get("mta-sts." + domain).startsWith("HTTP/1.1 200 ");
    } catch (IOException | GeneralSecurityException notYet) {
      return false;
    }
  }

  /** Whether the edge answers a TXT record at {@code name}. */
  boolean hasTxt(String name) {
    try {
      SimpleResolver resolver =
          new SimpleResolver(new InetSocketAddress(edge.host(), edge.ports().dns()));
      resolver.setTimeout(LIMIT);
      Name owner = Name.fromString(name, Name.root);
      Message answer =
          resolver.send(Message.newQuery(Record.newRecord(owner, Type.TXT, DClass.IN)));
      return answer.getSection(Section.ANSWER).stream()
          .anyMatch(record -> record.getType() == Type.TXT);
    } catch (IOException notYet) {
      return false;
    }
  }

  private String get(String host) throws IOException, GeneralSecurityException {
    try (Socket plain = new Socket()) {
      plain.connect(
          new InetSocketAddress(edge.host(), edge.ports().https()), (int) LIMIT.toMillis());
      plain.setSoTimeout((int) LIMIT.toMillis());
      try (SSLSocket socket =
          (SSLSocket)
              TrustedFile.context(authority)
                  .getSocketFactory()
                  .createSocket(plain, host, edge.ports().https(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        // Without it the certificate may be for any name.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        String request =
            "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(
            socket.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
      }
    }
  }
}
