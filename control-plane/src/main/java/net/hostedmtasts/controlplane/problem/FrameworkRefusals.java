package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;

/** What the REST framework refuses by itself, before a resource is called. */
@ApplicationScoped
class FrameworkRefusals {
  private final OfferedOperations offered;

  FrameworkRefusals(OfferedOperations offered) {
    this.offered = offered;
  }

  Refused of(WebApplicationException refusal, String method, String path) {
    if (refusal.getCause() instanceof Refused refused) {
      return refused;
    }
    if (refusal.getCause() instanceof JsonProcessingException unreadable) {
      return UnreadableJson.refusal(unreadable);
    }
    Set<String> methods = offered.methods(path);
    return switch (refusal.getResponse().getStatus()) {
      // The framework stops at the first class that has the beginning of the path.
      case 404, 405 ->
          methods.isEmpty() || methods.contains(method) ? unknown() : notAllowed(methods);
      case 406 ->
          new Refused(
              Reason.NOT_ACCEPTABLE,
              "Allow "
                  + String.join(" or ", offered.mediaTypes(path, method))
                  + " in the Accept header, or leave it out.");
      case 413 -> new Refused(Reason.BODY_TOO_LARGE, "Send a smaller body.");
      case 415 ->
          new Refused(
              Reason.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type: application/json.");
      default ->
          new Refused(Reason.INVALID_REQUEST, "Send what this operation takes: see /q/openapi.");
    };
  }

  private static Refused unknown() {
    return new Refused(Reason.NOT_FOUND, "Check the path: /q/openapi lists all operations.");
  }

  // RFC 9110, section 15.5.6.
  private static Refused notAllowed(Set<String> methods) {
    return new Refused(Reason.METHOD_NOT_ALLOWED, "Use one of the methods in the Allow header.")
        .header(HttpHeaders.ALLOW, String.join(", ", methods));
  }
}
