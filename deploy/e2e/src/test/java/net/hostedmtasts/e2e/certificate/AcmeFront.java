package net.hostedmtasts.e2e.certificate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.standalone.Pebble;

/**
 * An authority that can more than Pebble 2.4, and less: it passes everything on to a Pebble, which
 * names all its addresses by the host that it is asked for, so that clients come back here. Its
 * directory has {@code renewalInfo} as well (RFC 9773, section 4.1): what is asked there the test
 * answers, by the certificate's identifier. It has profiles, which Pebble 2.4 does not look at.
 * Orders it may refuse without asking Pebble, or leave without an answer.
 */
final class AcmeFront implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RENEWAL = "/renewal-info/";

  /** A profile that it has. */
  static final String PROFILE = "tlsserver";

  private static final String NEW_ORDER = "/order-plz";

  /** A question about the renewal of a certificate. */
  record Question(String certificate, Instant at) {}

  /** What a client is answered. */
  record Reply(int status, String type, String retryAfter, String body) {
    static Reply json(Duration retryAfter, String body) {
      return new Reply(200, "application/json", Long.toString(retryAfter.toSeconds()), body);
    }

    static Reply window(Duration retryAfter, Instant start, Instant end) {
      return json(
          retryAfter,
          "{\"suggestedWindow\": {\"start\": \"%s\", \"end\": \"%s\"}}".formatted(start, end));
    }

    static Reply problem(int status, String type, Duration retryAfter) {
      return new Reply(
          status,
          "application/problem+json",
          Long.toString(retryAfter.toSeconds()),
          "{\"type\": \"urn:ietf:params:acme:error:%s\", \"detail\": \"as the test wants it\"}"
              .formatted(type));
    }
  }

  private final HttpsServer server;
  private final PebbleConnection pebble;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final List<JsonNode> orders = new CopyOnWriteArrayList<>();
  private volatile Function<String, Reply> renewals =
      certificate -> Reply.problem(404, "malformed", Duration.ZERO);
  private volatile Function<JsonNode, Optional<Reply>> refusals = order -> Optional.empty();

  private AcmeFront(HttpsServer server, PebbleConnection pebble) {
    this.server = server;
    this.pebble = pebble;
  }

  static URI directory(int port) {
    return URI.create("https://127.0.0.1:" + port + "/dir");
  }

  /** Before a Pebble that runs, with its certificate. */
  static AcmeFront start(int port, Pebble pebble, SSLContext asPebble) {
    try {
      HttpsServer server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(asPebble));
      AcmeFront front =
          new AcmeFront(
              server, new PebbleConnection(URI.create(pebble.directory()).getPort(), asPebble));
      server.createContext("/", front::answer);
      server.setExecutor(front.threads);
      server.start();
      return front;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on answers so about renewals. */
  void renewals(Function<String, Reply> answer) {
    renewals = answer;
  }

  /** From now on refuses orders so, where it refuses them. */
  void refusals(Function<JsonNode, Optional<Reply>> answer) {
    refusals = answer;
  }

  List<Question> questions() {
    return List.copyOf(questions);
  }

  /** What new orders asked for, refused ones too. */
  List<JsonNode> orders() {
    return List.copyOf(orders);
  }

  /** Those for one name. */
  List<JsonNode> orders(String name) {
    return orders().stream()
        .filter(order -> order.path("identifiers").path(0).path("value").asText().equals(name))
        .toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.startsWith(RENEWAL)) {
        String certificate = path.substring(RENEWAL.length());
        questions.add(new Question(certificate, Instant.now()));
        send(exchange, renewals.apply(certificate));
        return;
      }
      if (path.equals(NEW_ORDER)) {
        JsonNode order = payload(body);
        orders.add(order);
        Optional<Reply> refusal = refusals.apply(order);
        if (refusal.isPresent()) {
          send(exchange, refusal.get());
          return;
        }
      }
      pass(exchange, path, body);
    }
  }

  private void pass(HttpExchange exchange, String path, byte[] body) throws IOException {
    PebbleConnection.Response response =
        pebble.ask(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders(),
            body);
    exchange.getResponseHeaders().putAll(response.headers());
    byte[] answered = response.body().getBytes(StandardCharsets.UTF_8);
    if (path.equals("/dir")) {
      ObjectNode directory = (ObjectNode) JSON.readTree(answered);
      String host = exchange.getRequestHeaders().getFirst("Host");
      directory.put("renewalInfo", "https://" + host + "/renewal-info");
      directory.withObject("/meta/profiles").put(PROFILE, "https://" + host + "/profiles");
      answered = JSON.writeValueAsBytes(directory);
    }
    exchange.sendResponseHeaders(response.status(), answered.length == 0 ? -1 : answered.length);
    exchange.getResponseBody().write(answered);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type);
    exchange.getResponseHeaders().set("Retry-After", reply.retryAfter);
    exchange.sendResponseHeaders(reply.status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** What is signed in a request (RFC 8555, section 6.2). */
  private static JsonNode payload(byte[] jws) throws IOException {
    return JSON.readTree(
        Base64.getUrlDecoder().decode(JSON.readTree(jws).path("payload").asText()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
