package net.hostedmtasts.controlplane.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Values for requests: most are what their schema says, some nearly, a few not at all.
 *
 * @param known values that exist, by the name of the parameter or property
 */
record GeneratedValues(ApiDocument api, Random random, Map<String, List<String>> known) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\u0000",
          "\ud83d\udca9",
          "a\nb",
          "-1",
          "0",
          "9223372036854775808",
          "1e9",
          "null",
          "'",
          "%",
          "xn--a",
          "com",
          "a..example",
          "*.example.com",
          "2026-11-24T05:06:07Z",
          "9999-12-31T23:59:60+14:00",
          "QUFB",
          "+1000000000-12-31T23:59:59Z",
          "x".repeat(300));

  boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  /** A text for a parameter. */
  String text(String name, JsonNode schema) {
    if (oneIn(8)) {
      return pick(ODD);
    }
    List<String> existing = known.getOrDefault(name, List.of());
    if (!existing.isEmpty() && !oneIn(4)) {
      return pick(existing);
    }
    JsonNode value = value(name, schema, 0);
    return value.isValueNode() ? value.asText() : value.path(0).asText();
  }

  /** A body: the example, or one made from the schema; then perhaps one thing is changed. */
  JsonNode body(JsonNode example, JsonNode schema) {
    JsonNode body = oneIn(2) ? example.deepCopy() : value("", schema, 0);
    return oneIn(3) ? changed(body) : body;
  }

  private JsonNode value(String name, JsonNode schema, int depth) {
    JsonNode resolved = api.resolved(schema);
    JsonNode any = resolved.has("anyOf") ? resolved.path("anyOf") : resolved.path("allOf");
    if (!any.isMissingNode() && !any.isEmpty()) {
      return value(name, any.get(random.nextInt(any.size())), depth);
    }
    if (resolved.has("enum")) {
      return resolved.path("enum").get(random.nextInt(resolved.path("enum").size()));
    }
    JsonNode type = resolved.path("type");
    return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
      case "integer" ->
          JSON.numberNode(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(300));
      case "number" -> JSON.numberNode(random.nextDouble());
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "array" -> array(name, resolved, depth);
      case "object" -> object(resolved, depth);
      case "null" -> JSON.nullNode();
      default -> JSON.textNode(string(name, resolved));
    };
  }

  private String string(String name, JsonNode schema) {
    List<String> existing = known.getOrDefault(name, List.of());
    if (!existing.isEmpty() && oneIn(2)) {
      return pick(existing);
    }
    JsonNode examples = schema.path("examples");
    return switch (random.nextInt(4)) {
      case 0 -> examples.isEmpty() ? "a" : examples.get(0).asText();
      case 1 -> "g" + random.nextInt(1_000_000) + ".example";
      case 2 -> UUID.randomUUID().toString();
      default -> letters(1 + random.nextInt(schema.path("maxLength").asInt(40)));
    };
  }

  private String letters(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(oneIn(20) ? 0x20 + random.nextInt(0x3000) : 'a' + random.nextInt(26));
    }
    return text.toString();
  }

  private ArrayNode array(String name, JsonNode schema, int depth) {
    ArrayNode array = JSON.arrayNode();
    int items = depth > DEEPEST ? 0 : random.nextInt(4);
    for (int i = 0; i < items; i++) {
      array.add(value(name, schema.path("items"), depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = JSON.objectNode();
    ApiDocument.names(schema.path("properties"))
        .filter(property -> depth <= DEEPEST && !oneIn(10))
        .forEach(
            property ->
                object.set(
                    property,
                    value(property, schema.path("properties").path(property), depth + 1)));
    return object;
  }

  private JsonNode changed(JsonNode body) {
    if (!(body instanceof ObjectNode object) || object.isEmpty() || oneIn(8)) {
      return wrong();
    }
    List<String> names = ApiDocument.names(object).toList();
    String name = pick(names);
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name, wrong());
      case 2 -> object.put("unknown-" + random.nextInt(10), 1);
      default -> object.set(name, changed(object.path(name)));
    }
    return object;
  }

  private JsonNode wrong() {
    return switch (random.nextInt(6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.numberNode(-1);
      case 2 -> JSON.numberNode(1.5);
      case 3 -> JSON.arrayNode().add(JSON.objectNode());
      case 4 -> JSON.objectNode();
      default -> JSON.textNode(pick(ODD));
    };
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
