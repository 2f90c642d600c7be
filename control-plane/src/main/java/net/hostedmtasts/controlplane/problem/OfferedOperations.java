package net.hostedmtasts.controlplane.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which methods a path has, and in which media types they answer. */
@ApplicationScoped
class OfferedOperations {
  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  private final List<Operation> operations;

  private record Operation(Pattern path, String method, List<String> mediaTypes) {
    boolean answers(String asked) {
      return method.equals(asked)
          || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD));
    }
  }

  OfferedOperations(BeanManager beans) {
    this.operations =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass())
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(OfferedOperations::operations)
            .toList();
  }

  /** The methods in alphabetical order; none where there is no such path. */
  Set<String> methods(String path) {
    return at(path)
        .flatMap(
            operation ->
                operation.method().equals(HttpMethod.GET)
                    ? Stream.of(HttpMethod.GET, HttpMethod.HEAD)
                    : Stream.of(operation.method()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a method of the path answers in. */
  Set<String> mediaTypes(String path, String method) {
    return at(path)
        .filter(operation -> operation.answers(method))
        .flatMap(operation -> operation.mediaTypes().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<Operation> at(String path) {
    return operations.stream().filter(operation -> operation.path().matcher(path).matches());
  }

  private static Stream<Operation> operations(Class<?> resource) {
    String base = resource.getAnnotation(Path.class).value();
    return Stream.of(resource.getMethods())
        .flatMap(
            method ->
                httpMethod(method)
                    .map(name -> new Operation(path(base, method), name, mediaTypes(method)))
                    .stream());
  }

  private static Optional<String> httpMethod(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static List<String> mediaTypes(Method method) {
    Produces own = method.getAnnotation(Produces.class);
    Produces produces =
        own == null ? method.getDeclaringClass().getAnnotation(Produces.class) : own;
    return produces == null ? List.of() : List.of(produces.value());
  }

  private static Pattern path(String base, Method method) {
    Path below = method.getAnnotation(Path.class);
    String template = "/" + base + (below == null ? "" : "/" + below.value());
    String clean = SLASHES.matcher(template).replaceAll("/");
    return Pattern.compile(PARAMETER.matcher(clean).replaceAll("[^/]+") + "/?");
  }
}
