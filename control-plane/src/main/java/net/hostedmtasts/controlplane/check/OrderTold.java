package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import net.hostedmtasts.controlplane.certificate.order.OrderNews;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import org.hibernate.reactive.mutiny.Mutiny;

/** Lets a domain's status follow what an order says of its certificate. */
@ApplicationScoped
class OrderTold implements OrderNews {
  private final Clock clock;

  OrderTold(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Uni<Void> told(Mutiny.Session session, CertifiedHost host) {
    return host instanceof PolicyHost policyHost
        ? checkSoon(session, policyHost)
        : Uni.createFrom().voidItem();
  }

  private Uni<Void> checkSoon(Mutiny.Session session, PolicyHost host) {
    return session
        .createNativeQuery(
            "update domain_check c set next_at = :now from hosted_domain d"
                + " where d.id = c.domain_id and d.name = :name"
                + " and d.removed_at is null and d.delegated_at is not null")
        .setParameter("now", clock.instant())
        .setParameter("name", host.domain().value())
        .executeUpdate()
        .replaceWithVoid();
  }
}
