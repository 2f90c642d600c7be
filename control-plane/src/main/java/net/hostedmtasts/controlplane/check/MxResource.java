package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

/** The MX hosts of a domain beside what its policy lists. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/mx")
public class MxResource {
  private static final String EXAMPLE =
      """
      {"checked_at": "2026-11-24T05:06:07Z", "source": "auto",
       "hosts": [{"host": "example-com.mail.protection.outlook.com", "covered": true, "provider": "Microsoft 365",
         "pattern": "*.mail.protection.outlook.com"}],
       "following": [{"host": "mx1.example.com", "first_seen": "2026-10-24T05:06:07Z", "last_seen": "2026-11-20T05:06:07Z",
         "missing_since": "2026-11-20T06:06:07Z", "listed_until": "2026-11-27T05:06:07Z"}]}
      """;

  private final MxViews views;
  private final CurrentCaller caller;

  MxResource(MxViews views, CurrentCaller caller) {
    this.views = views;
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getMx",
      summary = "Get the live MX hosts, and which of them are covered")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description =
          "The hosts that the last check saw, or before the first that DNS names now, and those that the policy follows",
      content =
          @Content(
              schema = @Schema(implementation = MxView.class),
              examples = @ExampleObject(name = "mx", value = EXAMPLE)))
  public Uni<MxView> get(@RestPath("domain") PolicyDomain domain) {
    return views.get(caller.get(), domain);
  }

  /** Takes a host off the policy before its time; mail that still goes to it may be refused. */
  @DELETE
  @Path("{host}")
  @Operation(
      operationId = "dropMxHost",
      summary = "Take an MX host that DNS no longer names off the policy at once")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.NOT_FOUND, Reason.MX_IN_USE})
  @APIResponse(
      responseCode = "200",
      description = "Taken off; senders whose resolvers still name the host may refuse it",
      content =
          @Content(
              schema = @Schema(implementation = MxView.class),
              examples = @ExampleObject(name = "mx", value = EXAMPLE)))
  public Uni<MxView> drop(
      @RestPath("domain") PolicyDomain domain, @RestPath("host") DomainName host) {
    return views.drop(caller.get(), domain, host);
  }
}
