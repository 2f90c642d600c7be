package net.hostedmtasts.controlplane.openapi;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The API document of the running application. */
public record ApiDocument(JsonNode document) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  /** One operation. */
  public record Operation(String method, String path, JsonNode description) {
    public String id() {
      return description.path("operationId").asText();
    }

    /** The example of the request body; missing where there is none. */
    public JsonNode requestExample() {
      return example(description.at("/requestBody/content/application~1json"));
    }

    /** The example of a response. */
    public JsonNode responseExample(String status) {
      JsonNode content = description.at("/responses/" + status + "/content");
      return example(content.path(names(content).findFirst().orElse("")));
    }

    /** The schema of a response in JSON; missing where there is none. */
    public JsonNode responseSchema(String status) {
      return description.at("/responses/" + status + "/content/application~1json/schema");
    }

    /** All statuses that are documented. */
    public List<String> statuses() {
      return names(description.path("responses")).toList();
    }

    private static JsonNode example(JsonNode content) {
      return content.has("example")
          ? content.get("example")
          : content
              .at("/examples")
              .path(names(content.path("examples")).findFirst().orElse(""))
              .path("value");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Fetches it. */
  public static ApiDocument fetch() {
    try {
      return new ApiDocument(
          new ObjectMapper()
              .readTree(
                  given()
                      .get("/q/openapi?format=json")
                      .then()
                      .statusCode(200)
                      .extract()
                      .asString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All operations of the API. */
  public List<Operation> operations() {
    JsonNode paths = document.path("paths");
    return names(paths)
        .flatMap(
            path ->
                names(paths.path(path))
                    .filter(METHODS::contains)
                    .map(
                        method ->
                            new Operation(
                                method.toUpperCase(Locale.ROOT),
                                path,
                                paths.path(path).path(method))))
        .toList();
  }

  /** The operation with an id. */
  public Operation operation(String id) {
    return operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** A schema, or the one that it refers to. */
  JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
  }

  static Stream<String> names(JsonNode object) {
    return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false);
  }
}
