package net.hostedmtasts.e2e.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.StreamSupport;
import net.hostedmtasts.standalone.ControlPlane;

/** The REST API of one control-plane, as one tenant's token sees it. */
public final class Api {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final ControlPlane controlPlane;
  private final String token;

  Api(ControlPlane controlPlane, String token) {
    this.controlPlane = controlPlane;
    this.token = token;
  }

  /** The same control-plane with another token. */
  public Api as(String otherToken) {
    return new Api(controlPlane, otherToken);
  }

  /** Adds a domain. */
  public Hosted add(String domain) {
    JsonNode added =
        send("POST", "/api/v1/domains", "{\"name\": \"" + domain + "\"}").expect(201).body();
    return hosted(added);
  }

  /** A domain that was added before. */
  public Hosted hosted(String domain) {
    return hosted(get("/api/v1/domains/" + domain).expect(200).body());
  }

  /** Saves a configuration over whatever there is, and enables it. */
  public Change configure(Hosted hosted, Configuration configuration) {
    return Change.of(hosted, put(hosted, configuration, mtaSts(hosted).version()).expect(200));
  }

  /** One PUT. */
  public Answer put(Hosted hosted, Configuration configuration, String version) {
    return send("PUT", path(hosted), configuration.json(), "If-Match", version);
  }

  /** Ends the service for a domain. */
  public Answer disable(Hosted hosted) {
    String confirmed = path(hosted) + "?confirm=" + hosted.domain();
    return send("DELETE", confirmed, "", "If-Match", mtaSts(hosted).version()).expect(200);
  }

  /** The configuration and its state. */
  public Answer mtaSts(Hosted hosted) {
    return get(path(hosted)).expect(200);
  }

  /** What is served, or on its way. */
  public Change current(Hosted hosted) {
    return Change.of(hosted, mtaSts(hosted));
  }

  /** How far the last change has come. */
  public JsonNode rollout(Hosted hosted) {
    return get(path(hosted) + "/rollout").expect(200).body();
  }

  /** A GET. */
  public Answer get(String path) {
    return send("GET", path, "");
  }

  /** Any request; headers are names and values in turn. */
  public Answer send(String method, String path, String body, String... headers) {
    try {
      return trySend(method, path, body, headers);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + " was not answered", e);
    }
  }

  /** The same for a control-plane that may be killed meanwhile. */
  public Answer trySend(String method, String path, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(controlPlane.api(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      JsonNode json =
          response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
      return new Answer(
          method + " " + path, response.statusCode(), response.headers().firstValue("ETag"), json);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** The address of a domain's MTA-STS. */
  public static String path(Hosted hosted) {
    return "/api/v1/domains/" + hosted.domain() + "/mta-sts";
  }

  private static Hosted hosted(JsonNode domain) {
    String txtName =
        StreamSupport.stream(domain.path("records").spliterator(), false)
            .filter(record -> record.path("purpose").asText().equals("txt"))
            .map(record -> record.path("target").asText().replaceFirst("\\.$", ""))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No TXT record: " + domain));
    return new Hosted(domain.path("name").asText(), domain.path("label").asText(), txtName);
  }
}
