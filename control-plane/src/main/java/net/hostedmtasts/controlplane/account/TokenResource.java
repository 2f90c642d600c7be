package net.hostedmtasts.controlplane.account;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
import net.hostedmtasts.controlplane.tenant.Tokens;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The tokens of the caller's tenant. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/tokens")
@Demands(Scope.ADMIN)
public class TokenResource {
  static final String PATH = "/api/v1/tokens/";

  private final Tokens tokens;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;
  private final Mutiny.SessionFactory database;

  TokenResource(
      Tokens tokens,
      Idempotency idempotency,
      AuditLog audit,
      CurrentCaller caller,
      Mutiny.SessionFactory database) {
    this.tokens = tokens;
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
    this.database = database;
  }

  /** The tenant's tokens, oldest first, without their secrets. */
  @GET
  @Operation(operationId = "listTokens", summary = "List the tenant's tokens")
  @APIResponse(
      responseCode = "200",
      description = "A page of tokens, oldest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = TokenView.class),
              examples = @ExampleObject(name = "page", value = AccountExamples.TOKENS)))
  public Uni<Page<TokenView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return tokens
        .page(caller.get().tenant(), after, limit)
        .map(
            rows ->
                Page.of(
                    rows, limit, token -> Cursor.of(token.createdAt(), token.id()), TokenView::of));
  }

  /** Creates a token. The answer shows its secret, and no other ever will. */
  @POST
  @Operation(operationId = "createToken", summary = "Create a token; its secret is shown once")
  @Refuses({Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS, Reason.SECRET_SHOWN_ONCE})
  @APIResponse(
      responseCode = "201",
      description = "The token with its secret",
      content =
          @Content(
              schema = @Schema(implementation = NewTokenView.class),
              examples = @ExampleObject(name = "created", value = AccountExamples.NEW_TOKEN)))
  public Uni<Response> create(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples =
                          @ExampleObject(name = "deploy", value = AccountExamples.TOKEN_REQUEST)))
          @NotNull
          @Valid
          TokenRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency.once(
        key,
        uri,
        request,
        session ->
            tokens
                .create(session, by.tenant(), request.name(), request.scope(), request.expiresAt())
                .call(
                    created ->
                        audit.record(
                            session,
                            Actor.of(by),
                            "token-created",
                            null,
                            Map.of(
                                "token_id", created.token().id().toString(),
                                "name", created.token().name(),
                                "scope", created.token().scope().value())))
                .map(
                    created ->
                        Outcome.secret(
                            URI.create(PATH + created.token().id()),
                            NewTokenView.of(created),
                            created.token().id())));
  }

  /** Deletes a token. It is refused from the next request on. */
  @DELETE
  @Path("{id}")
  @Operation(operationId = "deleteToken", summary = "Delete a token; it is refused at once")
  @Refuses(Reason.LAST_ADMIN_TOKEN)
  @APIResponse(responseCode = "204", description = "The token is gone")
  public Uni<Void> delete(@RestPath("id") UUID id) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                tokens
                    .delete(session, by.tenant(), id)
                    .call(
                        token ->
                            audit.record(
                                session,
                                Actor.of(by),
                                "token-deleted",
                                null,
                                Map.of("token_id", id.toString(), "name", token.name()))))
        .replaceWithVoid();
  }
}
