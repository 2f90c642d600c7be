package net.hostedmtasts.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import net.hostedmtasts.standalone.ControlPlane;

/** The owner of one domain, at the API. */
final class Api {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final ControlPlane controlPlane;
  private final String token;

  Api(ControlPlane controlPlane, String token) {
    this.controlPlane = controlPlane;
    this.token = token;
  }

  void add(String domain) throws IOException, InterruptedException {
    send("POST", "/api/v1/domains", "{\"name\": \"" + domain + "\"}", 201);
  }

  /** The version to change next, as it is shown. */
  String version(String domain) throws IOException, InterruptedException {
    return send("GET", path(domain), "", 200).headers().firstValue("ETag").orElseThrow();
  }

  String status(String domain) throws IOException, InterruptedException {
    JsonNode shown = JSON.readTree(send("GET", path(domain), "", 200).body());
    return shown.path("status").asText();
  }

  /**
   * Saves a policy with this MX host.
   *
   * @return the new version
   */
  String put(String domain, String version, String mx) throws IOException, InterruptedException {
    String body =
        "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\":"
            + " [\"%s\"]}}".formatted(mx);
    return send("PUT", path(domain), body, 200, "If-Match", version)
        .headers()
        .firstValue("ETag")
        .orElseThrow();
  }

  private static String path(String domain) {
    return "/api/v1/domains/" + domain + "/mta-sts";
  }

  private HttpResponse<String> send(
      String method, String path, String body, int expected, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(controlPlane.api(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new IOException(
          method + " " + path + " answered " + response.statusCode() + ": " + response.body());
    }
    return response;
  }
}
