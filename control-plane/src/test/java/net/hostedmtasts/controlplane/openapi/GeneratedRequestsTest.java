package net.hostedmtasts.controlplane.openapi;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.newToken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.openapi.ApiDocument.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Calls every operation of the API document with generated input: whatever is sent, the answer is
 * one that the document knows.
 */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class GeneratedRequestsTest {
  private static final int CASES = Boolean.getBoolean("long") ? 200 : 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final long seed = Long.getLong("seed", System.nanoTime());

  @Test
  void no_answer_is_a_fault_and_each_is_as_documented() {
    ApiDocument api = ApiDocument.fetch();
    String tenant = newTenant();
    GeneratedValues values = new GeneratedValues(api, new Random(seed), known(tenant));
    String reader = newToken(tenant, "read");
    for (int round = 0; round < CASES; round++) {
      for (Operation operation : api.operations()) {
        String token =
            values.oneIn(20)
                ? reader
                : operator(operation) || values.oneIn(20) ? Services.ADMIN_TOKEN : tenant;
        check(api, operation, request(operation, values, token));
      }
    }
  }

  private Map<String, List<String>> known(String tenant) {
    String domain = "d" + UUID.randomUUID() + ".example";
    as(tenant).body(Map.of("name", domain)).post("/api/v1/domains").then().statusCode(201);
    as(tenant)
        .header("If-Match", "*")
        .body(
            Map.of(
                "mode",
                "testing",
                "max_age",
                86400,
                "mx",
                Map.of("source", "pinned", "patterns", List.of("mx.example.com"))))
        .put("/api/v1/domains/" + domain + "/mta-sts")
        .then()
        .statusCode(200);
    return Map.of(
        "domain", List.of(domain),
        "name", List.of(domain),
        "confirm", List.of(domain),
        "number", List.of("1"),
        "host", List.of("mx.example.com"),
        "topic", List.of("mta-sts.policies"),
        "If-Match", List.of("\"1\"", "*", "\"0\", \"2\""),
        "Idempotency-Key", List.of("a", UUID.randomUUID().toString()));
  }

  private static boolean operator(Operation operation) {
    return operation.path().startsWith("/api/v1/publication")
        || operation.path().startsWith("/api/v1/tenants");
  }

  private record Sent(HttpRequest request, String body) {
    @Override
    public String toString() {
      return request.method() + " " + request.uri() + " " + request.headers().map() + " " + body;
    }
  }

  private static Sent request(Operation operation, GeneratedValues values, String token) {
    StringBuilder path = new StringBuilder(operation.path());
    StringBuilder query = new StringBuilder();
    HttpRequest.Builder request = HttpRequest.newBuilder().timeout(LIMIT);
    for (JsonNode parameter : operation.description().path("parameters")) {
      String name = parameter.path("name").asText();
      String text = values.text(name, parameter.path("schema"));
      switch (parameter.path("in").asText()) {
        case "path" -> replace(path, name, text.isBlank() || text.equals(".") ? "a" : text);
        case "query" -> {
          if (!values.oneIn(2)) {
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(text));
          }
        }
        default -> {
          if (text.matches("[\\x21-\\x7e][\\x20-\\x7e]*") && !values.oneIn(4)) {
            request.header(name, text);
          }
        }
      }
    }
    if (!values.oneIn(30)) {
      request.header("Authorization", "Bearer " + token);
    }
    String body = body(operation, values);
    if (!body.isEmpty()) {
      request.header("Content-Type", values.oneIn(30) ? "text/plain" : "application/json");
    }
    return new Sent(
        request
            .method(operation.method(), HttpRequest.BodyPublishers.ofString(body))
            .uri(URI.create("http://localhost:" + RestAssured.port + path + query))
            .build(),
        body);
  }

  private static String body(Operation operation, GeneratedValues values) {
    if (!operation.description().has("requestBody") || values.oneIn(20)) {
      return "";
    }
    JsonNode schema = operation.description().at("/requestBody/content/application~1json/schema");
    String body = values.body(operation.requestExample(), schema).toString();
    return values.oneIn(30) ? body.substring(0, body.length() / 2) : body;
  }

  private static void replace(StringBuilder path, String name, String text) {
    int at = path.indexOf("{" + name + "}");
    path.replace(at, at + name.length() + 2, encoded(text));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void check(ApiDocument api, Operation operation, Sent sent) {
    String what = "seed " + seed + ", " + sent;
    try {
      HttpResponse<InputStream> answer =
          CLIENT.send(sent.request(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream content = answer.body()) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String status = Integer.toString(answer.statusCode());
        assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (type.startsWith("text/event-stream")) {
          return;
        }
        byte[] octets = content.readAllBytes();
        JsonNode body = octets.length == 0 ? JSON.missingNode() : JSON.readTree(octets);
        assertThat(operation.statuses()).as(what + " → " + status + " " + body).contains(status);
        check(api, operation, status, type, body, what);
      }
    } catch (IOException e) {
      throw new AssertionError(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(what, e);
    }
  }

  private static void check(
      ApiDocument api,
      Operation operation,
      String status,
      String type,
      JsonNode body,
      String what) {
    if (status.startsWith("4")) {
      assertThat(type).as(what).isEqualTo("application/problem+json");
      JsonNode examples =
          operation
              .description()
              .at("/responses/" + status + "/content/application~1problem+json/examples");
      assertThat(examples.findValuesAsText("type")).as(what).contains(body.path("type").asText());
    } else if (!status.equals("204")) {
      new Conformance(api).check(what, operation.responseSchema(status), body);
    }
  }
}
