package net.hostedmtasts.controlplane.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Renders a refusal as a response. */
@ApplicationScoped
public class ProblemAnswer {
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

  /** Ends a request that REST is not to see. */
  public void end(RoutingContext context, Refused refused) {
    HttpServerResponse response =
        context
            .response()
            .setStatusCode(refused.reason().status())
            .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    refused.headers().forEach(response::putHeader);
    response.end(body(refused));
  }

  private String body(Refused refused) {
    try {
      return json.writeValueAsString(refused.problem());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A problem of type " + refused.reason() + " has a member that is no JSON", e);
    }
  }
}
