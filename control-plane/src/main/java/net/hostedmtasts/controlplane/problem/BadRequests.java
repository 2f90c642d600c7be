package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.constraints.NotNull;
import java.util.Comparator;
import java.util.List;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** What is wrong with the values of a request. */
final class BadRequests {
  private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
      new PropertyNamingStrategies.SnakeCaseStrategy();

  private BadRequests() {}

  static Refused of(InvalidValue invalid) {
    return new Refused(Reason.INVALID_VALUE, String.valueOf(invalid.getMessage()));
  }

  static Refused of(ConstraintViolationException invalid) {
    if (invalid.getConstraintViolations().stream().anyMatch(BadRequests::withoutBody)) {
      return new Refused(Reason.INVALID_REQUEST, "Send a body: the JSON that /q/openapi shows.");
    }
    List<Violation> violations =
        invalid.getConstraintViolations().stream()
            .map(broken -> new Violation(place(broken.getPropertyPath()), broken.getMessage()))
            .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
            .toList();
    Violation first = violations.get(0);
    return new Refused(
            Reason.INVALID_VALUE, "Correct " + first.field() + ": " + first.message() + ".")
        .field(first.field())
        .violations(violations);
  }

  // Only a body must be there as a whole; of other parameters the framework or the resource takes
  // care.
  private static boolean withoutBody(ConstraintViolation<?> broken) {
    ElementKind last = ElementKind.BEAN;
    for (Path.Node node : broken.getPropertyPath()) {
      last = node.getKind();
    }
    return last == ElementKind.PARAMETER
        && broken.getConstraintDescriptor().getAnnotation() instanceof NotNull;
  }

  // A wrong answer is our fault, not the caller's.
  static boolean aboutTheAnswer(ConstraintViolationException invalid) {
    return invalid.getConstraintViolations().stream()
        .map(ConstraintViolation::getPropertyPath)
        .anyMatch(BadRequests::aboutTheAnswer);
  }

  private static boolean aboutTheAnswer(Path path) {
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.RETURN_VALUE) {
        return true;
      }
    }
    return false;
  }

  private static String place(Path path) {
    StringBuilder pointer = new StringBuilder();
    String parameter = "";
    for (Path.Node node : path) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = NAMES.translate(node.getName());
      } else if (node.getKind() == ElementKind.PROPERTY) {
        index(pointer, node).append('/').append(NAMES.translate(node.getName()));
      } else if (node.getKind() == ElementKind.CONTAINER_ELEMENT) {
        index(pointer, node);
      }
    }
    return pointer.isEmpty() ? parameter : pointer.toString();
  }

  private static StringBuilder index(StringBuilder pointer, Path.Node node) {
    return node.getIndex() == null ? pointer : pointer.append('/').append(node.getIndex());
  }
}
