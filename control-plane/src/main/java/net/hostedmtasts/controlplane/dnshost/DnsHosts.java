package net.hostedmtasts.controlplane.dnshost;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import net.hostedmtasts.controlplane.check.CheckSettings;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.recent.RecentAnswers;

/** Finds the zone that holds a domain, and recognises who runs its name servers. */
@ApplicationScoped
class DnsHosts {
  private final DnsLookup dns;
  private final RecentAnswers<DnsHostView> recent;

  DnsHosts(DnsLookup dns, CheckSettings settings, Vertx vertx) {
    this.dns = dns;
    this.recent = new RecentAnswers<>(vertx, settings.askedAtMostEach());
  }

  /** Never fails. */
  Uni<DnsHostView> of(PolicyDomain domain) {
    return recent.of(domain.name(), () -> at(domain.name(), domain.registered()));
  }

  /** At the name, or else above it, up to the registered domain. */
  private Uni<DnsHostView> at(DomainName name, String registered) {
    return dns.nameServerNames(name)
        .chain(
            servers ->
                servers.isEmpty()
                    ? above(name, registered)
                        .map(parent -> at(parent, registered))
                        .orElseGet(() -> Uni.createFrom().item(DnsHostView.unknown()))
                    : Uni.createFrom().item(DnsHostView.of(name, servers)));
  }

  private static Optional<DomainName> above(DomainName name, String registered) {
    return name.value().equals(registered) ? Optional.empty() : name.parent();
  }
}
