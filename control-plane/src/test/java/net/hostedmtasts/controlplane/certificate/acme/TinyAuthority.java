package net.hostedmtasts.controlplane.certificate.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers the requests of ACME (RFC 8555) with what a test wants, whoever signs them. */
final class TinyAuthority implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONCE = "bm9uY2U";

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> orders = new CopyOnWriteArrayList<>();

  /**
   * @param meta of its directory, in JSON
   */
  TinyAuthority(String meta) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers.put("/nonce", new Answer(200, ""));
    says(
        "/directory",
        200,
        """
        {"newNonce": "%1$s", "newAccount": "%2$s", "newOrder": "%3$s", "meta": %4$s}"""
            .formatted(url("/nonce"), url("/account"), url("/new-order"), meta));
    says("/new-order", 201, order("pending", ""));
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  URI directory() {
    return URI.create(url("/directory"));
  }

  /** From now on answers so at a path. */
  void says(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  /** From now on refuses so at a path. */
  void refuses(String path, int status, String type) {
    says(path, status, problem(type));
  }

  static String problem(String type) {
    return "{\"type\": \"urn:ietf:params:acme:error:%s\", \"detail\": \"as the test wants it\"}"
        .formatted(type);
  }

  /** An order with one authorization (section 7.1.3). */
  String order(String status, String more) {
    return """
        {"status": "%s", "identifiers": [], "authorizations": ["%s"], "finalize": "%s"%s}"""
        .formatted(status, url("/authorization"), url("/finalize"), more);
  }

  /** What new orders asked for. */
  List<JsonNode> orders() {
    return List.copyOf(orders);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals("/new-order")) {
        JsonNode signed = JSON.readTree(body);
        orders.add(JSON.readTree(Base64.getUrlDecoder().decode(signed.path("payload").asText())));
      }
      Answer answer = answers.getOrDefault(path, new Answer(404, problem("malformed")));
      byte[] sent = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Replay-Nonce", NONCE);
      exchange.getResponseHeaders().set("Location", url("/order"));
      exchange
          .getResponseHeaders()
          .set(
              "Content-Type",
              answer.status < 400 ? "application/json" : "application/problem+json");
      boolean empty = exchange.getRequestMethod().equals("HEAD") || sent.length == 0;
      exchange.sendResponseHeaders(answer.status, empty ? -1 : sent.length);
      if (!empty) {
        exchange.getResponseBody().write(sent);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
