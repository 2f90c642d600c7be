package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.fixture.Messages;
import net.hostedmtasts.policyserver.fixture.TestAuthority;
import net.hostedmtasts.policyserver.fixture.TestSeal;
import net.hostedmtasts.policyserver.fixture.TestTopics;
import net.hostedmtasts.policyserver.topic.CurrentTables;
import net.hostedmtasts.policyserver.topic.Revisioned;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.UnreadableRecord;

/**
 * The real listener on a free port, with what it holds given by hand, and clients that trust its
 * CA.
 */
final class TestListener implements AutoCloseable {
  private static final TestAuthority AUTHORITY = new TestAuthority();
  private static final TestSeal SEAL = new TestSeal();

  static {
    // Otherwise Java's client sends no Host but that of the address it connects to.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    // Clients of old versions must be able to ask, or a test of their refusal could not fail.
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
  }

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PolicyTopic policies = new PolicyTopic();
  private final CertificateParts certificates = new CertificateParts(SEAL.key());
  private final Tables tables = new Tables(List.of(policies, certificates.topic));
  private final PolicyListener listener;
  private final SSLContext client = clientContext();

  TestListener(Map<String, String> set) {
    CurrentTables current = new CurrentTables(tables);
    listener =
        PolicyParts.listener(
            current, policies, certificates.sniKeys(current, metrics), metrics, set);
    listener.open();
  }

  void hold(String domain) {
    apply(policies, domain, Messages.policy(TestTopics.nextRevision(), document(domain)));
    holdCertificate("mta-sts." + domain);
  }

  void withdraw(String domain) {
    apply(policies, domain, Messages.withdrawn(TestTopics.nextRevision()));
  }

  void holdCertificate(String host) {
    apply(
        certificates.topic,
        host,
        Messages.certificate(TestTopics.nextRevision(), host, AUTHORITY.issue(host), SEAL));
  }

  private <V extends Revisioned> void apply(Topic<V> topic, String key, byte[] value) {
    try {
      tables.apply(topic, key, topic.read(key, value, Instant.EPOCH));
    } catch (UnreadableRecord e) {
      throw new IllegalStateException(e);
    }
  }

  String document(String domain) {
    return Messages.document("mx." + domain);
  }

  double counted(String name, String tag, String value) {
    return metrics.counter(name, tag, value).count();
  }

  /** What the server answers until it closes, or has answered nothing for half a second. */
  String exchange(String serverName, String request) throws IOException {
    return exchange(serverName, "TLSv1.3", request);
  }

  String exchange(String serverName, String version, String request) throws IOException {
    try (SSLSocket socket = connect(serverName, version)) {
      socket.startHandshake();
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.setSoTimeout(500);
      return readAll(socket);
    }
  }

  private static String readAll(SSLSocket socket) throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      byte[] buffer = new byte[8_192];
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        all.append(new String(buffer, 0, n, ISO_8859_1));
      }
    } catch (SocketTimeoutException e) {
      // The connection is kept open: everything has been answered.
    }
    return all.toString();
  }

  /** Asked by one client that resumes where it can. */
  Certificate certificate(String serverName, String version) throws IOException {
    try (SSLSocket socket = connect(client, serverName, version)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /**
   * By a client of its own: one that has been here before sends the name it sent first, whatever it
   * is told.
   */
  SSLSocket connect(String serverName, String version) throws IOException {
    return connect(clientContext(), serverName, version);
  }

  private SSLSocket connect(SSLContext context, String serverName, String version)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), listener.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        serverName.isEmpty() ? List.of() : List.of(new SNIHostName(serverName)));
    parameters.setProtocols(new String[] {version});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(10_000);
    return socket;
  }

  Socket connectPlain() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.port());
  }

  /** Sends one more piece. @return whether the server has closed */
  static boolean isClosedBy(SSLSocket socket, String piece) throws IOException {
    socket.setSoTimeout(50);
    try {
      socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * By a client that connects to this server whatever the name, as a resolver would lead it here.
   */
  HttpResponse<String> fetch(String host, String path) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(host)));
    parameters.setEndpointIdentificationAlgorithm("");
    HttpClient http = HttpClient.newBuilder().sslContext(client).sslParameters(parameters).build();
    URI address = URI.create("https://127.0.0.1:" + listener.port() + path);
    HttpRequest request = HttpRequest.newBuilder(address).header("Host", host).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static SSLContext clientContext() {
    try {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry("root", AUTHORITY.root());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
