package net.hostedmtasts.controlplane.audit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who changed what. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/audit")
public class AuditResource {
  private final AuditLog log;
  private final CurrentCaller caller;

  AuditResource(AuditLog log, CurrentCaller caller) {
    this.log = log;
    this.caller = caller;
  }

  /** One change, as the API shows it. */
  public record AuditView(
      UUID id,
      Instant at,
      String actor,
      @Nullable UUID tokenId,
      @Nullable UUID personId,
      String action,
      @Nullable String domain,
      Map<String, String> details) {

    static AuditView of(AuditEntry entry) {
      return new AuditView(
          entry.id,
          entry.at,
          entry.actor,
          entry.tokenId,
          entry.personId,
          entry.action,
          entry.domain,
          entry.details);
    }
  }

  /** The tenant's changes, newest first. */
  @GET
  @Operation(operationId = "listAudit", summary = "List who changed what, newest first")
  @APIResponse(
      responseCode = "200",
      description = "A page of changes",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = AuditView.class),
              examples =
                  @ExampleObject(
                      name = "page",
                      value =
                          """
                          {"items": [{"id": "018f3c1e-6f0a-4b7e-9d55-0f6c1d2e3a4b", "at": "2026-11-24T05:06:07.123456Z", "actor": "deploy",
                            "token_id": "3b241101-e2bb-4255-8caf-4136c566a962", "action": "policy-changed", "domain": "example.com",
                            "details": {"mode": "enforce"}}]}
                          """)))
  public Uni<Page<AuditView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit,
      @RestQuery("domain") @Nullable PolicyDomain domain) {
    return log.page(caller.get().tenant(), domain, after, limit)
        .map(rows -> Page.of(rows, limit, entry -> Cursor.of(entry.at, entry.id), AuditView::of));
  }
}
