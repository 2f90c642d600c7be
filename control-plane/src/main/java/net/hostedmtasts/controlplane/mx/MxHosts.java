package net.hostedmtasts.controlplane.mx;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.MxAnswer;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** The MX patterns that follow a domain's MX records. */
@ApplicationScoped
public class MxHosts {
  private static final String PIN =
      " Try again later, or give the patterns yourself: mx.source pinned.";

  private final DnsLookup dns;

  MxHosts(DnsLookup dns) {
    this.dns = dns;
  }

  /**
   * One pattern for each MX host. Without an MX record the domain itself is the host (RFC 5321,
   * section 5.1).
   *
   * @param known what an earlier answer named: a failed answer never changes a policy
   * @throws Refused as failure, where the hosts are not known or the domain takes no mail (RFC
   *     7505)
   */
  public Uni<List<MxPattern>> patterns(PolicyDomain domain, List<MxPattern> known) {
    return dns.mx(domain.name()).map(answer -> patterns(domain, known, answer));
  }

  private static List<MxPattern> patterns(
      PolicyDomain domain, List<MxPattern> known, MxAnswer answer) {
    if (answer instanceof MxAnswer.Hosts found) {
      return found.hosts().stream().map(host -> MxPattern.of(host.name())).distinct().toList();
    }
    if (answer instanceof MxAnswer.NoRecords) {
      return List.of(MxPattern.of(domain.name()));
    }
    if (answer instanceof MxAnswer.NullMx) {
      throw new Refused(
          Reason.NULL_MX,
          domain.value() + " takes no mail (null MX, RFC 7505): there is nothing to protect.");
    }
    if (!known.isEmpty()) {
      return known;
    }
    String why =
        answer instanceof MxAnswer.Failed failed
            ? "The MX records of " + domain.value() + " could not be read: " + failed.reason() + "."
            : domain.value() + " does not exist in DNS.";
    throw new Refused(Reason.MX_UNKNOWN, why + PIN);
  }
}
