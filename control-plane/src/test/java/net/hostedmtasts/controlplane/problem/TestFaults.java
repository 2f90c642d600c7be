package net.hostedmtasts.controlplane.problem;

import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Ends as it is told: for the tests of what is rendered then. */
@Path("/test-faults")
public class TestFaults {

  @GET
  @Path("{kind}")
  @Operation(hidden = true)
  public Uni<String> fail(@RestPath String kind) {
    return Uni.createFrom().failure(new CompletionException(fault(kind)));
  }

  private static Exception fault(String kind) {
    return switch (kind) {
      case "refused-connection" -> new ConnectException("Connection refused");
      case "closed" -> new ClosedChannelException();
      case "lock" ->
          new PgException("canceling statement due to lock timeout", "ERROR", "55P03", "");
      case "timeout" -> new TimeoutException();
      default -> new IllegalStateException("a secret of ours");
    };
  }
}
