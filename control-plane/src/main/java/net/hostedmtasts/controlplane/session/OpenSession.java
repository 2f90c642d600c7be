package net.hostedmtasts.controlplane.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.audit.Actor;
import net.hostedmtasts.controlplane.audit.AuditLog;
import net.hostedmtasts.controlplane.person.Member;
import net.hostedmtasts.controlplane.person.Members;
import net.hostedmtasts.controlplane.person.Membership;
import net.hostedmtasts.controlplane.person.Person;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.Caller;
import net.hostedmtasts.controlplane.tenant.Role;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Begins, shows and ends sessions; each beginning and end is in the audit log. */
@ApplicationScoped
class OpenSession {
  private final Mutiny.SessionFactory database;
  private final Sessions sessions;
  private final Members members;
  private final AuditLog audit;

  OpenSession(Mutiny.SessionFactory database, Sessions sessions, Members members, AuditLog audit) {
    this.database = database;
    this.sessions = sessions;
    this.members = members;
    this.audit = audit;
  }

  /**
   * Begins a session with a secret that nobody knew before.
   *
   * @param before the browser's session until now, which ends
   * @param method how the caller has shown who they are
   */
  Uni<SignedIn> begin(
      Caller caller, Optional<SessionSecret> before, String method, @Nullable String signOutUrl) {
    WebSession.Owner owner = new WebSession.Owner(caller.tenant(), caller.token(), caller.person());
    return database
        .withTransaction(
            session ->
                before
                    .map(old -> sessions.end(session, old))
                    .orElse(Uni.createFrom().voidItem())
                    .chain(() -> sessions.begin(session, owner, signOutUrl))
                    .call(() -> record(session, caller, "signed-in", Map.of("method", method))))
        .chain(sessions::find)
        .onItem()
        .ifNull()
        .failWith(OpenSession::over);
  }

  Uni<SessionView> view(SignedIn session) {
    UUID person = session.caller().person();
    Uni<List<Membership>> memberships =
        person == null
            ? Uni.createFrom()
                .item(
                    List.of(
                        new Membership(
                            session.caller().tenant(),
                            session.tenantName(),
                            Role.of(session.caller().scope()))))
            : members.of(person);
    return memberships.map(found -> SessionView.of(session, found));
  }

  /** Moves the session to another tenant of the person. */
  Uni<SignedIn> enter(SignedIn from, UUID tenant) {
    if (tenant.equals(from.caller().tenant())) {
      return Uni.createFrom().item(from);
    }
    UUID person = from.caller().person();
    if (person == null) {
      return Uni.createFrom().failure(unknown());
    }
    return database
        .withTransaction(
            session ->
                members
                    .find(session, tenant, person)
                    .map(member -> member.orElseThrow(OpenSession::unknown))
                    .call(
                        () -> session.find(Person.class, person).invoke(who -> who.enters(tenant)))
                    .call(() -> sessions.enter(session, from.session(), tenant))
                    .call(member -> entered(session, from, member)))
        .chain(() -> sessions.find(from.secret()))
        .onItem()
        .ifNull()
        .failWith(OpenSession::over);
  }

  Uni<Void> end(SignedIn session) {
    return database.withTransaction(
        transaction ->
            sessions
                .end(transaction, session.secret())
                .chain(() -> record(transaction, session.caller(), "signed-out", Map.of())));
  }

  private Uni<Void> entered(Mutiny.Session session, SignedIn from, Member member) {
    Actor actor = new Actor(member.tenantId(), null, from.caller().person(), from.caller().name());
    return audit.record(session, actor, "signed-in", null, Map.of("method", "switch"));
  }

  private Uni<Void> record(
      Mutiny.Session session, Caller caller, String action, Map<String, String> details) {
    return audit.record(session, Actor.of(caller), action, null, details);
  }

  private static Refused unknown() {
    return new Refused(
            Reason.NOT_FOUND, "Choose one of the tenants that GET /api/v1/session lists.")
        .field("/tenant");
  }

  // Between the two transactions its token was deleted, or the membership.
  private static Refused over() {
    return new Refused(Reason.UNAUTHENTICATED, "The session has ended already. Sign in again.");
  }
}
