package net.hostedmtasts.policyserver.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The JSON of the contract: snake case, unknown fields ignored, nothing coerced, every size
 * limited.
 */
public final class TopicJson {
  /**
   * No value of the contract is larger: a policy of 64,000 characters, each of which may be an
   * escape of six.
   */
  static final int MAX_VALUE_BYTES = 512 * 1024;

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxStringLength(64_000)
          .maxNameLength(256)
          .maxNumberLength(32)
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private TopicJson() {}

  /**
   * Reads a whole value. Components of {@code type} that the JSON lacks are null, so that they must
   * be boxed or {@code @Nullable}.
   */
  public static <T> T read(byte[] value, Class<T> type) throws UnreadableRecord {
    if (value.length > MAX_VALUE_BYTES) {
      throw new UnreadableRecord("larger than " + MAX_VALUE_BYTES + " bytes");
    }
    try {
      T read = reader(type).readValue(value);
      if (read == null) {
        throw new UnreadableRecord("JSON null");
      }
      return read;
    } catch (JsonProcessingException e) {
      throw new UnreadableRecord("not the JSON of the contract: " + e.getClass().getSimpleName());
    } catch (IOException e) {
      throw new UnreadableRecord("not JSON");
    }
  }

  /** Writes a value of the contract. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static ObjectReader reader(Class<?> type) {
    return MAPPER.readerFor(type);
  }
}
