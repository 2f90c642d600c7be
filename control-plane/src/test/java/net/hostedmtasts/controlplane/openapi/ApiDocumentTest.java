package net.hostedmtasts.controlplane.openapi;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.check.CnameState;
import net.hostedmtasts.controlplane.dmarc.DmarcState;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.event.EventType;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.openapi.ApiDocument.Operation;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.publication.HeldKey;
import net.hostedmtasts.controlplane.tenant.Role;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class ApiDocumentTest {
  /** What nobody needs to be known for. */
  private static final Set<String> OPEN = Set.of("signIn", "getSignIn");

  @Test
  void every_operation_has_an_id_of_its_own_a_summary_and_a_tag() {
    assertThat(ApiDocument.fetch().operations())
        .isNotEmpty()
        .allSatisfy(
            operation -> {
              assertThat(operation.id()).isNotBlank();
              assertThat(operation.description().path("summary").asText()).isNotBlank();
              assertThat(operation.path()).startsWith("/api/v1/");
              if (OPEN.contains(operation.id())) {
                assertThat(operation.description().path("security")).isEmpty();
              } else {
                assertThat(operation.description().at("/security/0").has("bearer")).isTrue();
                assertThat(operation.description().at("/security/1").has("session")).isTrue();
              }
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
              assertThat(operation.statuses()).contains("400", "500", "503");
              if (!OPEN.contains(operation.id())) {
                assertThat(operation.statuses()).contains("401", "403");
              }
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

  @Test
  void every_success_answer_in_json_has_a_schema_that_its_example_follows() {
    ApiDocument api = ApiDocument.fetch();
    assertThat(api.operations())
        .filteredOn(operation -> !operation.id().equals("followDomainEvents"))
        .allSatisfy(
            operation ->
                operation.statuses().stream()
                    .filter(status -> status.startsWith("2") && !status.equals("204"))
                    .forEach(
                        status ->
                            new Conformance(api)
                                .check(
                                    operation + " " + status,
                                    operation.responseSchema(status),
                                    operation.responseExample(status))));
  }

  @Test
  void an_enum_is_what_the_api_takes_and_answers() {
    JsonNode schemas = ApiDocument.fetch().document().at("/components/schemas");
    Map<String, List<String>> written = new TreeMap<>();
    ApiDocument.names(schemas)
        .filter(name -> schemas.path(name).has("enum"))
        .forEach(
            name ->
                written.put(
                    name,
                    StreamSupport.stream(schemas.path(name).path("enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
    assertThat(written)
        .isEqualTo(
            Map.ofEntries(
                entry("DeliveryState", List.of("waiting", "delivered", "failed")),
                entry("DisabledBecause", List.of("gone", "failing")),
                entry("Language", List.of("en", "de")),
                entry("DomainStatus", texts(DomainStatus.values(), DomainStatus::value)),
                entry("MxSource", texts(MxSource.values(), MxSource::value)),
                entry("CnameSeen", json(CnameState.State.values())),
                entry("DmarcState", texts(DmarcState.values(), DmarcState::value)),
                entry("Mode", texts(Mode.values(), Mode::value)),
                entry("MaxAge", texts(MaxAge.values(), age -> Long.toString(age.seconds()))),
                entry("Severity", texts(Severity.values(), Severity::value)),
                entry("Scope", texts(Scope.values(), Scope::value)),
                entry("Role", texts(Role.values(), Role::value)),
                entry("Reason", json(HeldKey.Reason.values())),
                entry("EventType", texts(EventType.values(), EventType::value)),
                entry("BulkOutcome", List.of("added", "exists", "refused")),
                entry(
                    "DomainOrder",
                    Stream.of("name", "status", "certificate_not_after", "last_check_at")
                        .flatMap(key -> Stream.of(key, "-" + key))
                        .toList())));
  }

  @Test
  void parameters_and_headers_are_what_they_are() {
    ApiDocument api = ApiDocument.fetch();
    assertThat(api.document().at("/components/schemas/VersionNumber/type").asText())
        .isEqualTo("integer");
    assertThat(api.operations())
        .allSatisfy(
            operation ->
                assertThat(operation.description().path("parameters"))
                    .allSatisfy(parameter -> parameter(api, parameter)));
    assertThat(Stream.of("getMtaSts", "putMtaSts", "disableMtaSts", "restoreVersion"))
        .allSatisfy(
            id ->
                assertThat(api.operation(id).description().at("/responses/200/headers").has("ETag"))
                    .isTrue());
  }

  private static void parameter(ApiDocument api, JsonNode parameter) {
    JsonNode schema = api.resolved(parameter.path("schema"));
    JsonNode value = schema.has("items") ? api.resolved(schema.path("items")) : schema;
    assertThat(value.path("type").asText())
        .as(parameter.path("name").asText())
        .isIn("string", "integer");
    assertThat(parameter.at("/schema/default").isTextual()).isFalse();
    switch (parameter.path("name").asText()) {
      case "limit" ->
          assertThat(api.resolved(parameter.path("schema")).path("default").isInt()).isTrue();
      case "If-Match" -> assertThat(parameter.path("required").asBoolean()).isTrue();
      default -> assertThat(parameter.path("in").asText()).isIn("path", "query", "header");
    }
  }

  private static <E> List<String> texts(E[] values, Function<E, String> text) {
    return Stream.of(values).map(text).toList();
  }

  private static List<String> json(Object[] values) {
    ObjectMapper plain = new ObjectMapper();
    return Stream.of(values).map(value -> plain.valueToTree(value).asText()).toList();
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
