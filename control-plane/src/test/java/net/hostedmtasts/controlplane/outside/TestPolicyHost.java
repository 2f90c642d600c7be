package net.hostedmtasts.controlplane.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A web server on loopback that shows a certificate and answers octets as it is told. */
public final class TestPolicyHost implements AutoCloseable {
  private final ServerSocket listener;
  private final @Nullable String answer;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();

  private TestPolicyHost(ServerSocket listener, @Nullable String answer) {
    this.listener = listener;
    this.answer = answer;
    Thread thread = new Thread(this::serve);
    thread.setDaemon(true);
    thread.start();
  }

  /** With TLS; a null answer is silence after the request. */
  public static TestPolicyHost start(
      TestCertificates.Identity identity, @Nullable String answer, String... protocols) {
    return startAt("127.0.0.2", 0, identity, answer, protocols);
  }

  /** The same at an address of loopback; port 0 is a free one. */
  public static TestPolicyHost startAt(
      String address,
      int port,
      TestCertificates.Identity identity,
      @Nullable String answer,
      String... protocols) {
    try {
      SSLServerSocket listener =
          (SSLServerSocket)
              context(identity)
                  .getServerSocketFactory()
                  .createServerSocket(port, 5, InetAddress.getByName(address));
      if (protocols.length > 0) {
        listener.setEnabledProtocols(protocols);
      }
      return new TestPolicyHost(listener, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With TLS for clients that have a certificate themselves. */
  public static TestPolicyHost forKnownClients(
      TestCertificates.Identity identity, String protocol) {
    TestPolicyHost server = start(identity, "", protocol);
    ((SSLServerSocket) server.listener).setNeedClientAuth(true);
    return server;
  }

  /** Without TLS; a null answer is silence. */
  public static TestPolicyHost plain(String address, @Nullable String answer) {
    try {
      return new TestPolicyHost(new ServerSocket(0, 5, InetAddress.getByName(address)), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  public InetAddress address() {
    return listener.getInetAddress();
  }

  /** How many connections came. */
  public int connections() {
    return connections.get();
  }

  /** The heads of the requests that came. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** What the clients named in their handshakes. */
  public List<String> serverNames() {
    return List.copyOf(serverNames);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket connection = listener.accept()) {
        connections.incrementAndGet();
        talk(connection);
      } catch (IOException ended) {
        // The client went away, or the test is over.
      }
    }
  }

  private void talk(Socket connection) throws IOException {
    if (connection instanceof SSLSocket tls) {
      tls.startHandshake();
      ((ExtendedSSLSession) tls.getSession())
          .getRequestedServerNames()
          .forEach(name -> serverNames.add(new String(name.getEncoded(), ISO_8859_1)));
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
    if (connection instanceof SSLSocket) {
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      if (head.length() == 0) {
        return;
      }
      requests.add(head.toString());
    }
    if (answer == null) {
      // Until the client gives up.
      while (in.read() >= 0) {}
      return;
    }
    OutputStream out = connection.getOutputStream();
    out.write(answer.getBytes(ISO_8859_1));
    out.flush();
  }

  private static SSLContext context(TestCertificates.Identity identity) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
