package net.hostedmtasts.controlplane.idempotency;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** A POST whose work is seen in the audit log: for tests of what all operations share. */
@Path("/api/v1/test-things")
public class TestThings {
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;

  TestThings(Idempotency idempotency, AuditLog audit, CurrentCaller caller) {
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
  }

  /** What to do. */
  public record Thing(PolicyDomain domain, @Nullable Boolean slow, @Nullable Boolean refuse) {}

  /** What was done. */
  public record ThingView(UUID id, String domain) {}

  @POST
  @Path("{kind}")
  @Operation(hidden = true)
  public Uni<Response> make(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RestPath String kind,
      Thing thing,
      @Context UriInfo uri) {
    Actor actor = Actor.of(caller.get());
    UUID id = UUID.randomUUID();
    return idempotency.once(
        key,
        uri,
        thing,
        session ->
            audit
                .record(session, actor, "made", thing.domain(), Map.of("kind", kind))
                .chain(session::flush)
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(Boolean.TRUE.equals(thing.slow()) ? 300 : 1))
                .invoke(
                    () -> {
                      if (Boolean.TRUE.equals(thing.refuse())) {
                        throw new Refused(Reason.NULL_MX, "As told.");
                      }
                    })
                .replaceWith(
                    Outcome.created(
                        URI.create("/api/v1/test-things/" + id),
                        new ThingView(id, thing.domain().value()))));
  }
}
