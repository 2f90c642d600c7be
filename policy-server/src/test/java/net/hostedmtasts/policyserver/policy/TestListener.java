package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
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
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import net.hostedmtasts.policyserver.certificate.CertificateParts;
import net.hostedmtasts.policyserver.challenge.ChallengeParts;
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
  private final ChallengeParts challenges = new ChallengeParts();
  private final Tables tables =
      new Tables(List.of(policies, certificates.topic, challenges.topic()));
  private final PolicyConnections connections;
  private final PolicyListener listener;
  private final SSLContext client = clientContext();

  TestListener(Map<String, String> set) {
    this(set, Clock.systemUTC());
  }

  /**
   * @param clock of challenges
   */
  TestListener(Map<String, String> set, Clock clock) {
    CurrentTables current = new CurrentTables(tables);
    PolicyListenerSettings settings = PolicyParts.settings(set);
    connections =
        PolicyParts.connections(
            settings,
            current,
            policies,
            certificates.sniKeys(current, metrics),
            challenges.overTls(current, clock),
            metrics);
    listener = new PolicyListener(settings, connections);
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

  /** A challenge as it is read from a record of this time. */
  void challenge(String token, byte[] value, Instant sentAt) {
    apply(challenges.topic(), token, value, sentAt);
  }

  /** As a tombstone does it. */
  void forgetChallenge(String token) {
    tables.remove(challenges.topic(), token);
  }

  private <V extends Revisioned> void apply(Topic<V> topic, String key, byte[] value) {
    apply(topic, key, value, Instant.EPOCH);
  }

  private <V extends Revisioned> void apply(
      Topic<V> topic, String key, byte[] value, Instant sentAt) {
    try {
      tables.apply(topic, key, topic.read(key, value, sentAt));
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
    return session(serverName, version).getPeerCertificates()[0];
  }

  /** Of one client that resumes where it can. */
  SSLSession session(String serverName, String version) throws IOException {
    try (SSLSocket socket = connect(client, serverName, version)) {
      socket.startHandshake();
      return socket.getSession();
    }
  }

  /**
   * By a client of its own: one that has been here before sends the name it sent first, whatever it
   * is told.
   */
  SSLSocket connect(String serverName, String version) throws IOException {
    return connect(clientContext(), serverName, version);
  }

  /** By a client that takes any certificate, as a CA takes that of a validation. */
  SSLSocket connectTrustingAll(String serverName, String version) throws IOException {
    return connect(trustingAll(), serverName, version);
  }

  /** In their order, before the first octet has come. */
  List<ChannelHandler> handlersOfNewConnection() {
    EmbeddedChannel connection = new EmbeddedChannel(connections);
    try {
      return connection.pipeline().names().stream()
          .map(name -> connection.pipeline().get(name))
          .filter(Objects::nonNull)
          .filter(handler -> handler != connections)
          .toList();
    } finally {
      var unused = connection.finishAndReleaseAll();
    }
  }

  /** What its clients trust. */
  static X509Certificate root() {
    return AUTHORITY.root();
  }

  int port() {
    return listener.port();
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

  private static SSLContext trustingAll() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
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
