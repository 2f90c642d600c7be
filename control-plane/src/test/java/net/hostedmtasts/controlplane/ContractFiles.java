package net.hostedmtasts.controlplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The contract of the topics, {@code deploy/contract}. */
public final class ContractFiles {
  private static final Path FOLDER = Path.of("..", "deploy", "contract");
  private static final ObjectMapper JSON = new ObjectMapper();

  private ContractFiles() {}

  /** The value of an example, as a writer of the topic would send it. */
  public static byte[] example(String name) {
    try {
      return JSON.writeValueAsBytes(json(name).get("value"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key of an example. */
  public static String key(String name) {
    return json(name).get("key").asText();
  }

  /** What a schema has against a value; empty when it is fine. */
  public static List<String> violations(String schema, byte[] value) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(read(FOLDER.resolve("schemas").resolve(schema + ".json")), InputFormat.JSON)
        .validate(new String(value, StandardCharsets.UTF_8), InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** The key that an example's private key is sealed with; "" where it has none. */
  public static String keyId(String name) {
    return json(name).path("value").path("key_id").asText("");
  }

  private static JsonNode json(String name) {
    try {
      return JSON.readTree(read(FOLDER.resolve("examples").resolve(name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
