package net.hostedmtasts.controlplane.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.openapi.ApiDocument.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules that make the API document useful to whoever generates a client from it. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class ApiLintTest {
  private static final String SCHEMAS = "#/components/schemas/";

  @Test
  void every_operation_has_one_tag_and_an_id_that_is_a_name_in_any_language() {
    assertThat(ApiDocument.fetch().operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.description().path("tags"))
                  .as("tags of " + operation)
                  .hasSize(1);
              assertThat(operation.id()).matches("[a-z][A-Za-z]{2,40}");
              assertThat(operation.description().path("summary").asText()).hasSizeBetween(5, 120);
            });
  }

  @Test
  void callers_are_known_by_a_token_or_a_session_and_nothing_else() {
    assertThat(ApiDocument.names(ApiDocument.fetch().document().at("/components/securitySchemes")))
        .containsExactlyInAnyOrder("bearer", "session");
  }

  @Test
  void every_problem_that_can_occur_is_documented() {
    assertThat(ApiDocument.fetch().operations())
        .allSatisfy(
            operation ->
                assertThat(operation.statuses())
                    .as(operation.toString())
                    .containsAll(problemsOf(operation)));
  }

  /** What its parameters and its body can lead to. */
  private static Set<String> problemsOf(Operation operation) {
    Set<String> problems = new TreeSet<>(List.of("400"));
    if (operation.description().path("security").size() > 0) {
      problems.addAll(List.of("401", "403"));
    }
    if (operation.path().contains("{")) {
      problems.add("404");
    }
    Set<String> parameters = parameters(operation);
    if (parameters.contains("If-Match")) {
      problems.addAll(List.of("412", "428"));
    }
    if (parameters.contains("Idempotency-Key")) {
      problems.addAll(List.of("409", "422"));
    }
    if (parameters.contains("Last-Event-ID")) {
      problems.add("429");
    }
    if (operation.description().has("requestBody")) {
      problems.addAll(List.of("413", "415"));
    }
    return problems;
  }

  private static Set<String> parameters(Operation operation) {
    return StreamSupport.stream(operation.description().path("parameters").spliterator(), false)
        .map(parameter -> parameter.path("name").asText())
        .collect(Collectors.toSet());
  }

  @Test
  void every_success_has_a_schema_or_no_body() {
    assertThat(ApiDocument.fetch().operations())
        .allSatisfy(
            operation ->
                operation.statuses().stream()
                    .filter(status -> status.startsWith("2"))
                    .forEach(
                        status -> {
                          JsonNode content =
                              operation.description().at("/responses/" + status + "/content");
                          assertThat(content.isMissingNode())
                              .as(operation + " " + status)
                              .isEqualTo(status.equals("204"));
                          content.forEach(
                              type -> assertThat(type.path("schema").isObject()).isTrue());
                        }));
  }

  @Test
  void every_body_that_is_sent_has_a_schema_that_its_example_follows() {
    ApiDocument api = ApiDocument.fetch();
    assertThat(api.operations())
        .filteredOn(operation -> operation.description().has("requestBody"))
        .allSatisfy(
            operation ->
                new Conformance(api)
                    .check(
                        "body of " + operation,
                        operation.description().at("/requestBody/content/application~1json/schema"),
                        operation.requestExample()));
  }

  @Test
  void every_schema_is_used() {
    ApiDocument api = ApiDocument.fetch();
    Set<String> used = new HashSet<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.add(api.document().path("paths"));
    while (!open.isEmpty()) {
      for (JsonNode reference : open.remove().findValues("$ref")) {
        String name = reference.asText().replace(SCHEMAS, "");
        if (used.add(name)) {
          open.add(api.document().at("/components/schemas/" + name));
        }
      }
    }
    assertThat(
            ApiDocument.names(api.document().at("/components/schemas")).collect(Collectors.toSet()))
        .isEqualTo(used);
  }
}
