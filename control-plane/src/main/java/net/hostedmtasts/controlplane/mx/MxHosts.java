package net.hostedmtasts.controlplane.mx;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import net.hostedmtasts.controlplane.dns.AuthoritativeZone;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Asks both sides for the MX hosts of a domain. */
@ApplicationScoped
public class MxHosts {
  private final DnsLookup dns;

  MxHosts(DnsLookup dns) {
    this.dns = dns;
  }

  /** What resolvers and the domain's own name servers say now. */
  public Uni<MxSeen> look(DomainName domain, Budget budget) {
    return dns.authoritativeServers(OwnerName.of(domain), budget)
        .chain(zone -> look(domain, zone, budget));
  }

  /** The same where the zone of the domain was found already. */
  public Uni<MxSeen> look(DomainName domain, AuthoritativeZone zone, Budget budget) {
    Question question = new Question(OwnerName.of(domain), RecordType.MX);
    return Uni.combine()
        .all()
        .unis(dns.resolveAtAll(question, budget), zone.ask(question))
        .asTuple()
        .map(both -> MxSeen.of(domain, both.getItem1(), both.getItem2()));
  }
}
