package net.hostedmtasts.controlplane.account;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.idempotency.Idempotency;
import net.hostedmtasts.controlplane.idempotency.IdempotencyKey;
import net.hostedmtasts.controlplane.idempotency.Outcome;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.person.Members;
import net.hostedmtasts.controlplane.person.Person;
import net.hostedmtasts.controlplane.person.Team;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import net.hostedmtasts.controlplane.tenant.Demands;
import net.hostedmtasts.controlplane.tenant.Scope;
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

/** The people of the caller's tenant. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/members")
@Demands(Scope.ADMIN)
public class MemberResource {
  private final Members members;
  private final Team team;
  private final Idempotency idempotency;
  private final AuditLog audit;
  private final CurrentCaller caller;
  private final Mutiny.SessionFactory database;

  MemberResource(
      Members members,
      Team team,
      Idempotency idempotency,
      AuditLog audit,
      CurrentCaller caller,
      Mutiny.SessionFactory database) {
    this.members = members;
    this.team = team;
    this.idempotency = idempotency;
    this.audit = audit;
    this.caller = caller;
    this.database = database;
  }

  /** The tenant's members and invitations, oldest first. */
  @GET
  @Operation(operationId = "listMembers", summary = "List the tenant's members and invitations")
  @APIResponse(
      responseCode = "200",
      description = "A page of members, oldest first",
      content =
          @Content(
              schema = @Schema(type = SchemaType.ARRAY, implementation = MemberView.class),
              examples = @ExampleObject(name = "page", value = AccountExamples.MEMBERS)))
  public Uni<Page<MemberView>> list(
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    return members
        .page(caller.get().tenant(), after, limit)
        .map(
            rows ->
                Page.of(
                    rows,
                    limit,
                    known -> Cursor.of(known.member().createdAt(), known.member().id()),
                    MemberView::of));
  }

  /** Invites whoever signs in with a verified address. No mail is sent. */
  @POST
  @Operation(
      operationId = "inviteMember",
      summary = "Invite whoever signs in with an address; no mail is sent")
  @Refuses({Reason.MEMBER_EXISTS, Reason.IDEMPOTENCY_KEY_REUSED, Reason.REQUEST_IN_PROGRESS})
  @APIResponse(
      responseCode = "201",
      description = "The invitation",
      content =
          @Content(
              schema = @Schema(implementation = MemberView.class),
              examples = @ExampleObject(name = "invited", value = AccountExamples.MEMBER)))
  public Uni<Response> invite(
      @RestHeader("Idempotency-Key") @Nullable IdempotencyKey key,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples =
                          @ExampleObject(name = "editor", value = AccountExamples.MEMBER_REQUEST)))
          @NotNull
          @Valid
          MemberRequest request,
      @Context UriInfo uri) {
    Caller by = caller.get();
    return idempotency.once(
        key,
        uri,
        request,
        session ->
            team.invite(session, by.tenant(), request.email(), request.role())
                .map(member -> new Members.Known(member, Optional.empty()))
                .call(known -> record(session, by, "member-invited", known))
                .map(
                    known ->
                        Outcome.created(
                            URI.create("/api/v1/members/" + known.member().id()),
                            MemberView.of(known))));
  }

  /** Gives a member another role, also in sessions that run. */
  @PATCH
  @Path("{id}")
  @Operation(operationId = "changeMember", summary = "Change a member's role; it holds at once")
  @Refuses({Reason.LAST_ADMIN, Reason.MEMBER_OF_PROVIDER})
  @APIResponse(
      responseCode = "200",
      description = "The member",
      content =
          @Content(
              schema = @Schema(implementation = MemberView.class),
              examples = @ExampleObject(name = "member", value = AccountExamples.MEMBER)))
  public Uni<MemberView> change(
      @RestPath("id") UUID id,
      @RequestBody(
              required = true,
              content =
                  @Content(
                      examples =
                          @ExampleObject(name = "viewer", value = AccountExamples.ROLE_REQUEST)))
          @NotNull
          @Valid
          RoleRequest request) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                team.change(session, by, id, request.role())
                    .call(known -> record(session, by, "member-changed", known)))
        .map(MemberView::of);
  }

  /** Takes a member out of the tenant, also out of sessions that run, or an invitation back. */
  @DELETE
  @Path("{id}")
  @Operation(operationId = "removeMember", summary = "Remove a member or an invitation at once")
  @Refuses({Reason.LAST_ADMIN, Reason.MEMBER_OF_PROVIDER})
  @APIResponse(responseCode = "204", description = "The member is gone")
  public Uni<Void> remove(@RestPath("id") UUID id) {
    Caller by = caller.get();
    return database
        .withTransaction(
            session ->
                team.remove(session, by, id)
                    .call(known -> record(session, by, "member-removed", known)))
        .replaceWithVoid();
  }

  private Uni<Void> record(Mutiny.Session session, Caller by, String action, Members.Known known) {
    String who =
        known.person().map(Person::label).or(() -> known.member().email()).orElse("somebody");
    return audit.record(
        session,
        Actor.of(by),
        action,
        null,
        Map.of(
            "member_id", known.member().id().toString(),
            "member", who,
            "role", known.member().role().value()));
  }
}
