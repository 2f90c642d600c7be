package net.hostedmtasts.policyserver.challenge;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Whatever else is asked for on the port of the challenges is not there. */
public class NothingElse {
  /** Other paths and other methods alike. */
  @ServerExceptionMapper
  public Response notFound(WebApplicationException refused) {
    return ChallengeEndpoint.text(Response.Status.NOT_FOUND, "not found\n");
  }
}
