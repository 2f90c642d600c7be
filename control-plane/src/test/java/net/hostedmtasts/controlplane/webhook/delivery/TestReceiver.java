package net.hostedmtasts.controlplane.webhook.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.InetAddresses;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.controlplane.outside.TestCertificates;

/** A receiver of webhooks on loopback that answers as it is told. */
final class TestReceiver implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Reply> replies;

  /**
   * A request that came.
   *
   * @param headers by names in lower case
   */
  record Received(String method, String target, Map<String, String> headers, String body) {
    String id() {
      return String.valueOf(headers.get("webhook-id"));
    }
  }

  /** What is answered. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }
  }

  private TestReceiver(HttpServer server, Function<Received, Reply> replies) {
    this.server = server;
    this.replies = replies;
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static TestReceiver start(Function<Received, Reply> replies) {
    try {
      return new TestReceiver(
          HttpServer.create(new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 0), 50),
          replies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestReceiver overTls(TestCertificates.Identity identity) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddresses.forString("127.0.0.1"), 0), 50);
      server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
      return new TestReceiver(server, any -> Reply.of(200));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void reply(Function<Received, Reply> next) {
    replies = next;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook?a=b";
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    Received request =
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    received.add(request);
    Reply reply = replies.apply(request);
    try (exchange) {
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException gone) {
      // The sender has cut it off.
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static SSLContext context(TestCertificates.Identity identity) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "own", identity.key(), new char[0], identity.chain().toArray(X509Certificate[]::new));
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
