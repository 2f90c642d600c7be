package net.hostedmtasts.e2e.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.hostedmtasts.e2e.pair.Answer;
import net.hostedmtasts.e2e.pair.Api;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.SharedPair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Walks the API document, so that no operation that comes later is left out. */
class BadInputTest {
  private static final List<String> BODIES =
      List.of(
          "",
          "{",
          "null",
          "[]",
          "7",
          "{}",
          "{\"unknown\": 1}",
          "{\"name\": \"\\u0000\"}",
          "{\"name\": 7, \"mode\": []}",
          "{\"mode\": \"enforce\", \"max_age\": 5, \"mx\": {\"source\": \"pinned\", \"patterns\": []}}",
          "[".repeat(10_000));
  private static final Set<String> NO_BODY = Set.of("", "null", "{}");
  private static final List<String> PATH_VALUES =
      List.of("-", "%00", "127.0.0.1", "com", "a..example", "x".repeat(250), "%F0%9F%92%A9", "-1");
  private static final List<String> QUERY_VALUES =
      List.of("%00", "AA", "-1", "!", "x".repeat(3_000));
  private static final Set<String> SEARCHABLE = Set.of("AA", "-1", "!");

  private final Pair pair = SharedPair.get();
  private final Api api = pair.api();
  private Hosted hosted = new Hosted("", "", "");

  /** One operation of the document. */
  private record Operation(String method, String path, JsonNode details) {
    boolean hasBody() {
      return details.has("requestBody");
    }

    /** Signing in needs nobody to be known. */
    boolean openToAll() {
      return details.path("security").isEmpty();
    }

    /** Restoring wants none, or acknowledgements. */
    List<String> badBodies() {
      return path.endsWith("/restore")
          ? BODIES.stream().filter(body -> !NO_BODY.contains(body)).toList()
          : BODIES;
    }

    List<String> queryParameters() {
      return stream(details.path("parameters"))
          .filter(parameter -> parameter.path("in").asText().equals("query"))
          .map(parameter -> parameter.path("name").asText())
          .toList();
    }
  }

  @BeforeEach
  void host_a_domain() {
    hosted = pair.activate().hosted();
  }

  @Test
  void a_bad_body_is_a_problem_and_changes_nothing() {
    List<Object> before = everything();
    List<Operation> operations = operations().stream().filter(Operation::hasBody).toList();
    assertThat(operations).isNotEmpty();
    for (Operation operation : operations) {
      for (String body : operation.badBodies()) {
        assertProblem(send(operation, withValues(operation.path), body));
      }
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void a_bad_path_is_a_problem_and_changes_nothing() {
    List<Object> before = everything();
    List<Operation> operations =
        operations().stream().filter(operation -> operation.path.contains("{")).toList();
    assertThat(operations).isNotEmpty();
    for (Operation operation : operations) {
      for (String value : PATH_VALUES) {
        String path = operation.path.replaceAll("\\{[^}]+}", value);
        assertProblem(send(operation, path, operation.hasBody() ? "{}" : ""));
      }
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void a_bad_query_is_a_problem() {
    List<Operation> operations =
        operations().stream().filter(each -> !each.queryParameters().isEmpty()).toList();
    assertThat(operations).isNotEmpty();
    for (Operation operation : operations) {
      for (String name : operation.queryParameters()) {
        for (String value : QUERY_VALUES) {
          // Any text may be looked for, as long as it is one.
          if (!(name.equals("q") && SEARCHABLE.contains(value))
              && !(name.equals("tag") && value.equals("AA"))) {
            String path = withValues(operation.path) + "?" + name + "=" + value;
            assertProblem(send(operation, path, ""));
          }
        }
      }
    }
  }

  @Test
  void without_a_token_every_operation_is_refused() {
    List<Operation> operations = operations().stream().filter(each -> !each.openToAll()).toList();
    assertThat(operations).isNotEmpty();
    for (Operation operation : operations) {
      Answer answer = api.as("nobody").send(operation.method, withValues(operation.path), "{}");
      assertProblem(answer);
      assertThat(answer.status()).as(answer.request()).isEqualTo(401);
    }
  }

  private Answer send(Operation operation, String path, String body) {
    return api.send(operation.method, path, body, "If-Match", api.mtaSts(hosted).version());
  }

  /** RFC 9457: a stable type, and the status again. */
  private static void assertProblem(Answer answer) {
    assertThat(answer.status()).as("%s: %s", answer.request(), answer.body()).isBetween(400, 499);
    assertThat(answer.body().path("status").asInt())
        .as(answer.request())
        .isEqualTo(answer.status());
    assertThat(answer.body().path("type").asText()).as(answer.request()).isNotEmpty();
    assertThat(answer.body().path("detail").asText()).as(answer.request()).isNotEmpty();
  }

  /** What the API shows of the tenant. */
  private List<Object> everything() {
    return List.of(
        // Checks go on, and what they see is shown too.
        api.get("/api/v1/domains").expect(200).body().findValuesAsText("label"),
        api.mtaSts(hosted),
        api.get(Api.path(hosted) + "/versions").expect(200),
        api.get("/api/v1/tenants").expect(200),
        api.get("/api/v1/audit").expect(200));
  }

  private String withValues(String path) {
    Map<String, String> values =
        Map.of("domain", hosted.domain(), "number", "1", "topic", "mta-sts.policies");
    String filled = path;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{" + value.getKey() + "}", value.getValue());
    }
    return filled.replaceAll("\\{[^}]+}", "none");
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    JsonNode paths = api.get("/q/openapi?format=json").expect(200).body().path("paths");
    paths
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(each -> each.getValue().has("operationId"))
                    .forEach(
                        each ->
                            all.add(
                                new Operation(
                                    each.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    each.getValue()))));
    return all;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
