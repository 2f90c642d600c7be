package net.hostedmtasts.controlplane.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.hostedmtasts.controlplane.person.Membership;
import net.hostedmtasts.controlplane.tenant.Role;
import net.hostedmtasts.controlplane.tenant.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, and as what.
 *
 * @param name what the person is called, or the token
 * @param email the person's address
 * @param tenant what the requests of the session see
 * @param operator whether the tenant is the operator of the service
 * @param tenants every tenant that the session can enter
 * @param csrfToken for the header {@code X-CSRF-Token}
 * @param expiresAt when the session ends, if it is used until then
 * @param signOutUrl where the provider ends its own session, to be opened after this one has ended
 */
public record SessionView(
    String name,
    @Nullable String email,
    TenantName tenant,
    Scope scope,
    Role role,
    boolean operator,
    List<Entry> tenants,
    String csrfToken,
    Instant expiresAt,
    @Nullable String signOutUrl) {

  /** A tenant and what it is called. */
  public record TenantName(UUID id, String name) {}

  /** A tenant that can be entered. */
  public record Entry(UUID id, String name, Role role) {}

  static SessionView of(SignedIn session, List<Membership> memberships) {
    return new SessionView(
        session.name(),
        session.email(),
        new TenantName(session.caller().tenant(), session.tenantName()),
        session.caller().scope(),
        Role.of(session.caller().scope()),
        session.caller().operator(),
        memberships.stream().map(SessionView::entry).toList(),
        session.csrfToken(),
        session.expiresAt(),
        session.signOutUrl());
  }

  private static Entry entry(Membership membership) {
    return new Entry(membership.tenant(), membership.name(), membership.role());
  }

  @Override
  public String toString() {
    return "SessionView[name=" + name + ", tenant=" + tenant + "]";
  }
}
