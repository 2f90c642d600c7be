package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;

/** The words by which an owner groups one domain with others. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/tags")
public class DomainTagResource {
  private final Tags tags;
  private final DomainList list;
  private final CurrentCaller caller;

  DomainTagResource(Tags tags, DomainList list, CurrentCaller caller) {
    this.tags = tags;
    this.list = list;
    this.caller = caller;
  }

  /** Replaces the tags of a domain. They mean nothing to the service. */
  @PUT
  @Operation(operationId = "putTags", summary = "Replace the tags of a domain")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The domain with its tags, in lower case and in their order",
      content =
          @Content(
              schema = @Schema(implementation = DomainView.class),
              examples = @ExampleObject(name = "tagged", value = Examples.DOMAIN)))
  public Uni<DomainView> replace(
      @RestPath("domain") PolicyDomain domain,
      @RequestBody(
              required = true,
              content =
                  @Content(examples = @ExampleObject(name = "tags", value = Examples.TAGS_REQUEST)))
          @NotNull
          @Valid
          TagsRequest request) {
    return tags.replace(caller.get(), domain, request.tags())
        .chain(() -> list.get(caller.get(), domain));
  }
}
