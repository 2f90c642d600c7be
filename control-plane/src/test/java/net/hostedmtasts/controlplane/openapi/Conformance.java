package net.hostedmtasts.controlplane.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Whether a value is what a schema of the API document says, and nothing that it leaves out. */
record Conformance(ApiDocument api) {

  void check(String where, JsonNode schema, JsonNode value) {
    assertThat(schema.isObject()).as(where + " has a schema").isTrue();
    JsonNode resolved = api.resolved(schema);
    List<String> types = types(where, resolved);
    assertThat(types).as(where).contains(type(value));
    if (resolved.has("enum")) {
      assertThat(resolved.get("enum")).as(where).contains(value);
    }
    resolved
        .path("required")
        .forEach(name -> assertThat(value.has(name.asText())).as(where + " has " + name).isTrue());
    if (resolved.has("pattern") && value.isTextual()) {
      assertThat(value.asText()).as(where).containsPattern(resolved.path("pattern").asText());
    }
    if (resolved.has("minimum")) {
      assertThat(value.asLong())
          .as(where)
          .isGreaterThanOrEqualTo(resolved.path("minimum").asLong());
    }
    if (value.isArray()) {
      value.forEach(item -> check(where + "[]", resolved.path("items"), item));
    }
    // An object without properties may have any.
    if (value.isObject() && resolved.has("properties")) {
      ApiDocument.names(value)
          .forEach(
              name ->
                  check(
                      where + "." + name,
                      resolved.path("properties").path(name),
                      value.path(name)));
    }
  }

  private List<String> types(String where, JsonNode schema) {
    List<String> types = new ArrayList<>();
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(one -> types.add(one.asText()));
    schema.path("anyOf").forEach(one -> types.addAll(types(where, api.resolved(one))));
    schema.path("allOf").forEach(one -> types.addAll(types(where, api.resolved(one))));
    assertThat(types).as(where + " has a type").isNotEmpty();
    return types;
  }

  private static String type(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    return value.isTextual()
        ? "string"
        : value.isBoolean() ? "boolean" : value.isArray() ? "array" : "object";
  }
}
