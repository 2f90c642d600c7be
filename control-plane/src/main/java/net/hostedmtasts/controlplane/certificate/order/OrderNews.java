package net.hostedmtasts.controlplane.certificate.order;

import io.smallrye.mutiny.Uni;
import net.hostedmtasts.controlplane.policy.CertifiedHost;
import org.hibernate.reactive.mutiny.Mutiny;

/** Is told when something about an order has to be shown to the domain's owner. */
public interface OrderNews {
  /** An attempt has failed, or goes on without something; its findings stand in the order. */
  Uni<Void> told(Mutiny.Session session, CertifiedHost host);
}
