package net.hostedmtasts.controlplane.check;

import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordType;

/**
 * A CNAME record of the owner that leads to the right name through others, which only a resolver
 * has followed.
 */
final class CnameChain {
  private CnameChain() {}

  /**
   * The first name on the way. All name servers that answer have to name it: what a resolver says
   * of the owner's own record may be old, or forged. A name of the service leads nowhere else.
   */
  static Optional<OwnerName> through(CnameObservation seen) {
    List<OwnerName> targets =
        seen.authoritative().stream()
            .filter(one -> !(one instanceof DnsAnswer.NoAnswer))
            .map(one -> CnameReading.cnames(one).findFirst().map(CnameReading::target))
            .map(target -> target.orElse(seen.name()))
            .distinct()
            .toList();
    return targets.size() == 1
            && !ofTheService(seen.expected(), targets.get(0))
            && seen.resolver().stream().anyMatch(one -> leads(one, seen, targets.get(0)))
        ? Optional.of(targets.get(0))
        : Optional.empty();
  }

  private static boolean ofTheService(OwnerName expected, OwnerName target) {
    return expected
        .parent()
        .flatMap(OwnerName::parent)
        .filter(zone -> target.equals(zone) || target.isBelow(zone))
        .isPresent();
  }

  private static boolean leads(DnsAnswer resolver, CnameObservation seen, OwnerName first) {
    List<DnsRecord> aliases = aliases(resolver);
    return !aliases.isEmpty()
        && aliases.get(0).owner().equals(seen.name())
        && CnameReading.target(aliases.get(0)).equals(first)
        && aliases.stream().anyMatch(one -> CnameReading.target(one).equals(seen.expected()));
  }

  /** The CNAME records of an answer, in the order in which they lead on. */
  static List<DnsRecord> aliases(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records records) {
      return records.of(RecordType.CNAME);
    }
    if (answer instanceof DnsAnswer.NoData nothing) {
      return nothing.aliases();
    }
    return answer instanceof DnsAnswer.NoName nothing ? nothing.aliases() : List.of();
  }
}
