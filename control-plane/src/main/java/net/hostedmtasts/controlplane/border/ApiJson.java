package net.hostedmtasts.controlplane.border;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import net.hostedmtasts.controlplane.policy.MaxAge;

/**
 * The JSON of the API: names in snake case, times as RFC 3339 texts in UTC, no nulls. What is read
 * must be exactly what is asked for, so that a misspelled field or a number as a text is an error
 * and not a surprise.
 */
@Singleton
class ApiJson implements ObjectMapperCustomizer {
  private final List<TextType<?>> texts;

  ApiJson(@All List<TextType<?>> texts) {
    this.texts = texts;
  }

  // After all others: of two ways to read a type the last one counts.
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  @Override
  public void customize(ObjectMapper json) {
    json.setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    json.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    json.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    json.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    json.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    strictScalars(json);
    json.registerModule(module());
  }

  @SuppressWarnings(
      "deprecation") // Jackson 2 has no other way to set a mapper feature on a mapper that exists.
  private static void strictScalars(ObjectMapper json) {
    json.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
    for (CoercionInputShape shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      json.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
  }

  private SimpleModule module() {
    SimpleModule module = new SimpleModule("hosted-mta-sts");
    texts.forEach(text -> add(module, text));
    module.addSerializer(MaxAge.class, new MaxAgeJson.Writer());
    module.addDeserializer(MaxAge.class, new MaxAgeJson.Reader());
    return module;
  }

  private static <T> void add(SimpleModule module, TextType<T> text) {
    module.addSerializer(text.type(), new TextJson.Writer<>(text));
    module.addDeserializer(text.type(), new TextJson.Reader<>(text));
  }
}
