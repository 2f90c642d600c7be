package net.hostedmtasts.controlplane.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which methods a path has: an answer 405 must say it (RFC 9110, section 15.5.6), and the framework
 * does not.
 */
@ApplicationScoped
class AllowedMethods {
  private static final Pattern SLASHES = Pattern.compile("/+");
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  private final List<Operation> operations;

  private record Operation(Pattern path, String method) {}

  AllowedMethods(BeanManager beans) {
    this.operations =
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass())
            .filter(type -> type.isAnnotationPresent(Path.class))
            .distinct()
            .flatMap(AllowedMethods::operations)
            .toList();
  }

  /** The value of the Allow header. */
  String of(String path) {
    Set<String> methods = new TreeSet<>();
    for (Operation operation : operations) {
      if (operation.path().matcher(path).matches()) {
        methods.add(operation.method());
        if (operation.method().equals(HttpMethod.GET)) {
          methods.add(HttpMethod.HEAD);
        }
      }
    }
    return String.join(", ", methods);
  }

  private static Stream<Operation> operations(Class<?> resource) {
    String base = resource.getAnnotation(Path.class).value();
    return Stream.of(resource.getMethods())
        .flatMap(
            method ->
                httpMethod(method).map(name -> new Operation(path(base, method), name)).stream());
  }

  private static Optional<String> httpMethod(Method method) {
    return Stream.of(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static Pattern path(String base, Method method) {
    Path below = method.getAnnotation(Path.class);
    String template = "/" + base + (below == null ? "" : "/" + below.value());
    String clean = SLASHES.matcher(template).replaceAll("/");
    return Pattern.compile(PARAMETER.matcher(clean).replaceAll("[^/]+") + "/?");
  }
}
