package net.hostedmtasts.controlplane.border;

import io.quarkus.arc.All;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * Reads path, query and header parameters as values. What a value refuses is a problem with status
 * 400: without this provider the framework would answer with an empty 404 that no exception mapper
 * sees.
 */
@Provider
public class ValueParameters implements ParamConverterProvider {
  private final List<TextType<?>> texts;

  ValueParameters(@All List<TextType<?>> texts) {
    this.texts = texts;
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // The type is compared first; null is the answer for "not mine".
  public <T> ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
    return texts.stream()
        .filter(text -> text.type().equals(type))
        .findFirst()
        .map(text -> new Converter<>((TextType<T>) text, name(annotations)))
        .orElse(null);
  }

  private static @Nullable String name(Annotation @Nullable [] annotations) {
    return Stream.of(annotations == null ? new Annotation[0] : annotations)
        .flatMap(annotation -> named(annotation).stream())
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> named(Annotation annotation) {
    if (annotation instanceof RestPath path) {
      return Optional.of(path.value());
    }
    if (annotation instanceof RestQuery query) {
      return Optional.of(query.value());
    }
    if (annotation instanceof RestHeader header) {
      return Optional.of(header.value());
    }
    if (annotation instanceof PathParam path) {
      return Optional.of(path.value());
    }
    if (annotation instanceof QueryParam query) {
      return Optional.of(query.value());
    }
    return annotation instanceof HeaderParam header
        ? Optional.of(header.value())
        : Optional.empty();
  }

  private record Converter<T>(TextType<T> text, @Nullable String name)
      implements ParamConverter<T> {

    @Override
    public T fromString(String value) {
      try {
        return text.parse().apply(value);
      } catch (InvalidValue invalid) {
        Refused refused =
            new Refused(Reason.INVALID_REQUEST, String.valueOf(invalid.getMessage())).field(name);
        // The only kind of exception that the framework passes on from here.
        throw new WebApplicationException(refused, refused.reason().status());
      }
    }

    @Override
    public String toString(T value) {
      return text.text().apply(value);
    }
  }
}
