package net.hostedmtasts.e2e.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ControlPlane;
import net.hostedmtasts.standalone.Edge;

/** What the services answer to whoever asks for everything that their documents name. */
final class Answers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String EVENTS = "text/event-stream";
  private static final Executor MOMENT = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);
  private static final List<String> MANAGEMENT =
      List.of("/q/metrics", "/q/health", "/q/health/ready", "/q/health/live", "/q/health/started");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();

  private final ControlPlane controlPlane;
  private final String token;

  Answers(Pair pair) throws IOException {
    this.controlPlane = pair.deployment().controlPlane(1);
    this.token = Files.readString(pair.deployment().data().adminToken()).strip();
  }

  /** Each operation of the API, as it should be asked and with a body that is none. */
  Place api(List<Hosted> domains) throws IOException {
    Place place = Place.of("answers of the API");
    String document = ask("GET", controlPlane.api("/q/openapi?format=json"), "", true);
    place.add("the document", document);
    JsonNode paths = JSON.readTree(document.substring(document.indexOf("\n\n") + 2)).path("paths");
    for (Hosted hosted : domains) {
      for (var path : paths.properties()) {
        for (var method : path.getValue().properties()) {
          if (method.getValue().has("operationId")) {
            add(place, method.getKey().toUpperCase(Locale.ROOT), filled(path.getKey(), hosted));
          }
        }
      }
    }
    return place;
  }

  private void add(Place place, String method, String path) throws IOException {
    if (method.equals("GET")) {
      place.add(path, ask(method, controlPlane.api(path), "", true));
    } else {
      // Problems: nothing is changed.
      place.add(method + " " + path, ask(method, controlPlane.api(path), "{\"unknown\": ", true));
    }
    place.add(method + " " + path + " by nobody", ask(method, controlPlane.api(path), "", false));
  }

  private static String filled(String path, Hosted hosted) {
    return path.replace("{domain}", hosted.domain())
        .replace("{number}", "1")
        .replace("{topic}", "mta-sts.certificates")
        .replace("{key}", hosted.policyHost())
        .replaceAll("\\{[^}]+}", "none");
  }

  /** Metrics and health of both services. */
  Place management(List<Edge> edges) throws IOException {
    Place place = Place.of("metrics and health");
    for (String path : MANAGEMENT) {
      place.add("control-plane " + path, ask("GET", controlPlane.management(path), "", false));
      for (Edge edge : edges) {
        place.add(
            "edge-" + edge.number() + " " + path, ask("GET", edge.management(path), "", false));
      }
    }
    return place;
  }

  private String ask(String method, URI address, String body, boolean asOperator)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (asOperator) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<InputStream> answer =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      return answer.statusCode() + " " + answer.headers().map() + "\n\n" + body(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** The whole body, or of a stream that has no end what comes within a moment. */
  private static String body(HttpResponse<InputStream> answer) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try (InputStream body = answer.body()) {
      if (answer.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS)) {
        MOMENT.execute(() -> end(body));
      }
      body.transferTo(read);
    } catch (IOException over) {
      if (!answer.headers().firstValue("Content-Type").orElse("").startsWith(EVENTS)) {
        throw over;
      }
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static void end(InputStream body) {
    try {
      body.close();
    } catch (IOException gone) {
      // It is closed in any case.
    }
  }
}
