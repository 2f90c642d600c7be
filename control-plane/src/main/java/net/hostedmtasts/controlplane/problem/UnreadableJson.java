package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jspecify.annotations.Nullable;

/** Says in words what is wrong with a body, without the names of our classes. */
final class UnreadableJson {

  private UnreadableJson() {}

  static Refused refusal(JsonProcessingException unreadable) {
    if (unreadable instanceof UnrecognizedPropertyException unknown) {
      return unknownField(unknown);
    }
    if (unreadable.getCause() instanceof InvalidValue invalid) {
      return BadRequests.of(invalid).field(pointer(unreadable));
    }
    if (unreadable instanceof MismatchedInputException mismatch) {
      return new Refused(Reason.INVALID_REQUEST, expected(mismatch.getTargetType()))
          .field(pointer(mismatch));
    }
    return new Refused(
        Reason.INVALID_REQUEST,
        "The body must be one valid JSON value, no name twice" + where(unreadable) + ".");
  }

  private static Refused unknownField(UnrecognizedPropertyException unknown) {
    String known =
        unknown.getKnownPropertyIds() == null
            ? ""
            : unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", "));
    return new Refused(
            Reason.INVALID_REQUEST,
            "Leave this field out: it is not known here. Known are: " + known + ".")
        .field(pointer(unknown));
  }

  private static String expected(@Nullable Class<?> type) {
    return "This must be " + (type == null ? "another type of value" : kind(type)) + ".";
  }

  private static String kind(Class<?> type) {
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Boolean.class == type || boolean.class == type) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a whole number";
    }
    if (Instant.class == type) {
      return "a time as in RFC 3339";
    }
    return type.isRecord() ? "an object" : "a text";
  }

  private static @Nullable String pointer(JsonProcessingException unreadable) {
    if (!(unreadable instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return null;
    }
    return mapping.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? String.valueOf(step.getIndex())
                    : escaped(step.getFieldName()))
        .collect(Collectors.joining("/", "/", ""));
  }

  // RFC 6901, section 3.
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String where(JsonProcessingException unreadable) {
    JsonLocation at = unreadable.getLocation();
    return at == null ? "" : "; see line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
