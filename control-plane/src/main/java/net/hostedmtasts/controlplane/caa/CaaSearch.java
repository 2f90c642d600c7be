package net.hostedmtasts.controlplane.caa;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordType;

/** Looks for the CAA records that count for a name, as an authority does. */
@ApplicationScoped
public class CaaSearch {
  private final DnsLookup dns;

  CaaSearch(DnsLookup dns) {
    this.dns = dns;
  }

  /**
   * Climbs from the name to the first one that has CAA records (RFC 8659, section 3). Aliases are
   * followed by the resolver, and their targets' parents are not climbed.
   */
  public Uni<CaaSet> find(OwnerName name, Budget budget) {
    return climb(name, budget).map(CaaSet::new);
  }

  private Uni<List<DnsAnswer>> climb(OwnerName name, Budget budget) {
    return dns.resolve(new Question(name, RecordType.CAA), budget)
        .chain(
            answer -> {
              Optional<OwnerName> parent = name.parent().filter(above -> !above.isRoot());
              return without(answer) && parent.isPresent()
                  ? climb(parent.get(), budget).map(rest -> before(answer, rest))
                  : Uni.createFrom().item(List.of(answer));
            });
  }

  private static boolean without(DnsAnswer answer) {
    return answer instanceof DnsAnswer.NoData || answer instanceof DnsAnswer.NoName;
  }

  private static List<DnsAnswer> before(DnsAnswer first, List<DnsAnswer> rest) {
    List<DnsAnswer> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }
}
