package net.hostedmtasts.controlplane.border;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** Values that are JSON strings. */
final class TextJson {

  private TextJson() {}

  static final class Writer<T> extends StdScalarSerializer<T> {
    private final TextType<T> text;

    Writer(TextType<T> text) {
      super(text.type());
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.text().apply(value));
    }
  }

  static final class Reader<T> extends StdScalarDeserializer<T> {
    private final TextType<T> text;

    Reader(TextType<T> text) {
      super(text.type());
      this.text = text;
    }

    // A value that is a record is no object in JSON.
    private Class<?> expected() {
      return text.type().isRecord() ? String.class : text.type();
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        throw MismatchedInputException.from(json, expected(), "not a string");
      }
      try {
        return text.parse().apply(json.getText());
      } catch (InvalidValue invalid) {
        throw JsonMappingException.from(json, invalid.getMessage(), invalid);
      }
    }
  }
}
