package net.hostedmtasts.controlplane.overview;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Words by which owners group their domains. */
@Produces(MediaType.APPLICATION_JSON)
@Path("/api/v1/tags")
public class TagResource {
  private final Tags tags;
  private final CurrentCaller caller;

  TagResource(Tags tags, CurrentCaller caller) {
    this.tags = tags;
    this.caller = caller;
  }

  @GET
  @Operation(operationId = "listTags", summary = "List the tags of the tenant's domains")
  @APIResponse(
      responseCode = "200",
      description = "A page of tags, each with the number of domains that have it",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = TagCount.class),
              examples = @ExampleObject(name = "page", value = Examples.TAGS)))
  public Uni<Page<TagCount>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return tags.page(caller.get(), after, limit);
  }
}
