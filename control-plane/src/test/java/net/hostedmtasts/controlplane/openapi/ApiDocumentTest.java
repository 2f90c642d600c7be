package net.hostedmtasts.controlplane.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.openapi.ApiDocument.Operation;
import net.hostedmtasts.controlplane.problem.Reason;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Services.class)
class ApiDocumentTest {

  @Test
  void every_operation_has_an_id_of_its_own_a_summary_and_a_tag() {
    assertThat(ApiDocument.fetch().operations())
        .isNotEmpty()
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).isNotBlank();
              assertThat(operation.description().path("summary").asText()).isNotBlank();
              assertThat(operation.path()).startsWith("/api/v1/");
              assertThat(operation.description().at("/security/0").has("bearer")).isTrue();
            })
        .extracting(Operation::id)
        .doesNotHaveDuplicates();
  }

  @Test
  void every_operation_has_examples() {
    assertThat(ApiDocument.fetch().operations())
        .allSatisfy(
            operation -> {
              if (operation.description().has("requestBody")) {
                assertThat(operation.requestExample().isContainerNode()).as("request").isTrue();
              }
              assertThat(operation.statuses()).anyMatch(status -> status.startsWith("2"));
              operation.statuses().stream()
                  .filter(status -> status.startsWith("2") && !status.equals("204"))
                  .forEach(
                      status ->
                          // A stream of events is a text.
                          assertThat(
                                  operation.responseExample(status).isContainerNode()
                                      || operation.responseExample(status).isTextual())
                              .as(status)
                              .isTrue());
            });
  }

  @Test
  void every_operation_has_its_problems() {
    assertThat(ApiDocument.fetch().operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.statuses()).contains("400", "401", "403", "500", "503");
              operation.statuses().stream()
                  .filter(status -> status.compareTo("400") >= 0)
                  .forEach(status -> problems(operation, status));
            });
  }

  @Test
  void values_are_texts_in_the_document_as_they_are_in_json() {
    JsonNode schemas = ApiDocument.fetch().document().at("/components/schemas");
    assertThat(schemas.at("/TokenRequest/properties").has("expires_at")).isTrue();
    assertThat(
            Stream.of("DomainName", "Scope", "DisplayName", "Cursor", "Limit", "MaxAge", "Instant"))
        .allSatisfy(
            name -> assertThat(schemas.path(name).path("type").asText()).isIn("string", "integer"));
  }

  private static void problems(Operation operation, String status) {
    JsonNode examples =
        operation
            .description()
            .at("/responses/" + status + "/content/application~1problem+json/examples");
    assertThat(ApiDocument.names(examples)).as(operation + " " + status).isNotEmpty();
    assertThat(examples)
        .allSatisfy(
            example -> {
              assertThat(example.at("/value/status").asText()).isEqualTo(status);
              assertThat(Stream.of(Reason.values()).map(Reason::type))
                  .contains(example.at("/value/type").asText());
            });
  }
}
