package net.hostedmtasts.controlplane.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Refuses a stream before it begins. */
@ApplicationScoped
class FollowedFilter {
  private final HostedDomains domains;
  private final CurrentCaller caller;

  FollowedFilter(HostedDomains domains, CurrentCaller caller) {
    this.domains = domains;
    this.caller = caller;
  }

  @Followed
  @ServerRequestFilter(priority = Priorities.USER + 1)
  public Uni<@Nullable Response> requireOwn(ContainerRequestContext request) {
    String name = request.getUriInfo().getPathParameters().getFirst("domain");
    if (name == null) {
      return Uni.createFrom().nullItem();
    }
    try {
      return domains
          .get(caller.get(), PolicyDomain.parse(name))
          .replaceWith(Uni.createFrom().nullItem());
    } catch (InvalidValue wrong) {
      // The parameter itself is refused, with its name.
      return Uni.createFrom().nullItem();
    }
  }
}
