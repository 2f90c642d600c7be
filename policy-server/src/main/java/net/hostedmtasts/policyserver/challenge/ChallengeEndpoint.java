package net.hostedmtasts.policyserver.challenge;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * What a CA asks for over plain HTTP (RFC 8555, section 8.3). Nothing else is answered on that
 * port.
 */
@Path("/.well-known/acme-challenge")
public class ChallengeEndpoint {
  private final Challenges challenges;
  private final EdgeStatus status;

  @Inject
  ChallengeEndpoint(Challenges challenges, EdgeStatus status) {
    this.challenges = challenges;
    this.status = status;
  }

  /** HEAD is answered as well. Until this edge has everything, it says so instead of 404. */
  @GET
  @Path("/{token}")
  @NonBlocking
  public Response answer(@RestPath String token, @RestHeader("Host") @Nullable String host) {
    if (!status.answering()) {
      return text(Response.Status.SERVICE_UNAVAILABLE, "not ready\n");
    }
    Optional<String> found = challenges.keyAuthorization(token, host);
    return found.isPresent()
        ? Response.ok(found.get(), MediaType.APPLICATION_OCTET_STREAM_TYPE).build()
        : text(Response.Status.NOT_FOUND, "not found\n");
  }

  static Response text(Response.Status status, String body) {
    return Response.status(status).type(MediaType.TEXT_PLAIN_TYPE).entity(body).build();
  }
}
