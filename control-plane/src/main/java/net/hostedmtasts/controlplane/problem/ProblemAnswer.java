package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/** Renders a refusal as a response. */
@ApplicationScoped
class ProblemAnswer {
  private final ObjectMapper json;

  ProblemAnswer(ObjectMapper json) {
    this.json = json;
  }

  Response of(Refused refused) {
    Response.ResponseBuilder answer =
        Response.status(refused.reason().status()).type(Problem.MEDIA_TYPE).entity(body(refused));
    refused.headers().forEach(answer::header);
    return answer.build();
  }

  String body(Refused refused) {
    try {
      return json.writeValueAsString(refused.problem());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A problem of type " + refused.reason() + " has a member that is no JSON", e);
    }
  }
}
