package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;

/** What the REST framework refuses by itself, before a resource is called. */
final class FrameworkRefusals {

  private FrameworkRefusals() {}

  static Refused of(WebApplicationException refusal) {
    if (refusal.getCause() instanceof Refused refused) {
      return refused;
    }
    if (refusal.getCause() instanceof JsonProcessingException unreadable) {
      return UnreadableJson.refusal(unreadable);
    }
    return switch (refusal.getResponse().getStatus()) {
      case 404 -> new Refused(Reason.NOT_FOUND, "Check the path: /q/openapi lists all operations.");
      case 405 ->
          new Refused(Reason.METHOD_NOT_ALLOWED, "Use one of the methods in the Allow header.");
      case 406 ->
          new Refused(
              Reason.NOT_ACCEPTABLE,
              "Allow application/json in the Accept header, or leave it out.");
      case 413 -> new Refused(Reason.BODY_TOO_LARGE, "Send a smaller body.");
      case 415 ->
          new Refused(
              Reason.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type: application/json.");
      default ->
          new Refused(Reason.INVALID_REQUEST, "Send what this operation takes: see /q/openapi.");
    };
  }
}
