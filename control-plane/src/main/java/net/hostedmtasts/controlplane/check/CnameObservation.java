package net.hostedmtasts.controlplane.check;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.OwnerName;

/**
 * One of the two names as the DNS answers it.
 *
 * @param expected the target that its CNAME record should have
 * @param authoritative what each of the owner's name servers says about a CNAME record
 * @param instead where a name server has none: what stands there instead (TXT, A, AAAA)
 * @param sibling where something stands there instead: a name beside it that nobody can have made
 * @param resolver what a resolver finds behind the name
 */
record CnameObservation(
    OwnerName name,
    OwnerName expected,
    List<DnsAnswer> authoritative,
    List<DnsAnswer> instead,
    List<DnsAnswer> sibling,
    List<DnsAnswer> resolver) {
  CnameObservation {
    authoritative = List.copyOf(authoritative);
    instead = List.copyOf(instead);
    sibling = List.copyOf(sibling);
    resolver = List.copyOf(resolver);
  }

  CnameObservation withResolver(DnsAnswer more) {
    List<DnsAnswer> all = new ArrayList<>(resolver);
    all.add(more);
    return new CnameObservation(name, expected, authoritative, instead, sibling, all);
  }
}
