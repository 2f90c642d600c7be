package net.hostedmtasts.standalone.ownerdns;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Changes of records over HTTP, for a person with {@code curl} and for {@code owner-dns.sh}. */
final class RecordsApi implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int LONGEST_BODY = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USAGE =
      """
      GET    /records                   every zone, as zone files
      PUT    /records/NAME/TYPE[?ttl=N] sets the records of a type, one value a line
      DELETE /records/NAME[/TYPE]       removes them
      PUT    /delegations/DOMAIN        sets the CNAME records of a domain, as the API shows the domain
      DELETE /delegations/DOMAIN        removes them
      PUT    /zones/NAME                makes a zone of its own; the other calls make that of two labels
      DELETE /zones/NAME                removes a zone
      PUT    /faults/NAME               answers badly at and below a name: servfail, refused, silent, truncated, bogus
      DELETE /faults/NAME               ends that
      GET    /data-folder               where everything is kept, the token of the API for example
      """;

  /** An answer to a call. */
  private record Outcome(int status, String text) {}

  private final HttpServer server;
  private final ExecutorService threads;
  private final OwnerDns dns;

  private RecordsApi(HttpServer server, ExecutorService threads, OwnerDns dns) {
    this.server = server;
    this.threads = threads;
    this.dns = dns;
  }

  static RecordsApi open(InetSocketAddress address, OwnerDns dns) throws IOException {
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "owner-dns-http");
              thread.setDaemon(true);
              return thread;
            });
    RecordsApi api = new RecordsApi(server, threads, dns);
    server.createContext("/", api::handle);
    server.setExecutor(threads);
    server.start();
    return api;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Outcome outcome = outcome(exchange);
      byte[] body = outcome.text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(outcome.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Outcome outcome(HttpExchange exchange) {
    try {
      if (!isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
        // A web page could have its own name lead here.
        return new Outcome(403, "Call this by its address.\n");
      }
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
      if (body.length > LONGEST_BODY) {
        return new Outcome(413, "The body is longer than " + LONGEST_BODY + " bytes.\n");
      }
      List<String> path =
          List.of(exchange.getRequestURI().getPath().replaceFirst("^/", "").split("/", -1));
      return route(
          exchange.getRequestMethod() + " " + path.get(0),
          path.subList(1, path.size()),
          exchange.getRequestURI().getQuery() == null ? "" : exchange.getRequestURI().getQuery(),
          new String(body, StandardCharsets.UTF_8));
    } catch (NotAccepted refused) {
      return new Outcome(status(refused.reason()), refused.getMessage() + "\n");
    } catch (JacksonException unreadable) {
      return new Outcome(400, "The body is not JSON.\n");
    } catch (IOException | RuntimeException e) {
      return new Outcome(500, "It went wrong here: " + e + "\n");
    }
  }

  private Outcome route(String call, List<String> names, String query, String body)
      throws JacksonException {
    switch (call + " " + names.size()) {
      case "GET records 0" -> {
        return new Outcome(200, dns.text());
      }
      case "GET data-folder 0" -> {
        return new Outcome(200, dns.data().toAbsolutePath().normalize() + "\n");
      }
      case "PUT records 2" ->
          dns.set(
              names.get(0),
              names.get(1),
              ttl(query),
              body.lines().filter(l -> !l.isBlank()).toList());
      case "DELETE records 1" -> dns.remove(names.get(0));
      case "DELETE records 2" -> dns.remove(names.get(0), names.get(1));
      case "PUT delegations 1" -> dns.delegate(names.get(0), JSON.readTree(body).path("records"));
      case "DELETE delegations 1" -> dns.undelegate(names.get(0));
      case "PUT zones 1" -> dns.addZone(names.get(0));
      case "DELETE zones 1" -> dns.removeZone(names.get(0));
      case "PUT faults 1" -> dns.misbehave(names.get(0), Misbehaviour.parse(body));
      case "DELETE faults 1" -> dns.behave(names.get(0));
      default -> {
        return call.equals("GET ") ? new Outcome(200, USAGE) : new Outcome(404, USAGE);
      }
    }
    return new Outcome(204, "");
  }

  private static Duration ttl(String query) {
    if (query.isEmpty()) {
      return OwnerZone.TTL;
    }
    try {
      return Duration.ofSeconds(Integer.parseInt(query.replaceFirst("^ttl=", "")));
    } catch (NumberFormatException e) {
      throw new NotAccepted(NotAccepted.Reason.INVALID, "ttl is a number of seconds.");
    }
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && host.matches("(127\\.[0-9.]+|localhost|\\[::1\\])(:[0-9]+)?");
  }

  private static int status(NotAccepted.Reason reason) {
    return switch (reason) {
      case INVALID -> 400;
      case UNKNOWN -> 404;
      case CONFLICT -> 409;
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
