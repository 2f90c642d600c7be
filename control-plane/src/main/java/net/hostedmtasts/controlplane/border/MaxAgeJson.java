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
import net.hostedmtasts.controlplane.policy.MaxAge;

/** {@code max_age} is a JSON number: seconds, as in RFC 8461. */
final class MaxAgeJson {

  private MaxAgeJson() {}

  static final class Writer extends StdScalarSerializer<MaxAge> {
    Writer() {
      super(MaxAge.class);
    }

    @Override
    public void serialize(MaxAge value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.seconds());
    }
  }

  static final class Reader extends StdScalarDeserializer<MaxAge> {
    Reader() {
      super(MaxAge.class);
    }

    @Override
    public MaxAge deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        throw MismatchedInputException.from(json, Long.class, "not a whole number");
      }
      try {
        return MaxAge.parse(json.getText());
      } catch (InvalidValue invalid) {
        throw JsonMappingException.from(json, invalid.getMessage(), invalid);
      }
    }
  }
}
