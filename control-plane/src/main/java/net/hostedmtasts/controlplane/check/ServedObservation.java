package net.hostedmtasts.controlplane.check;

import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.outside.FetchResult;

/**
 * What a sending MTA gets.
 *
 * @param texts what each resolver says about the TXT record
 * @param addresses what a resolver says about the addresses of the policy host
 * @param fetches what each of these addresses answers
 */
record ServedObservation(
    List<DnsAnswer> texts, List<DnsAnswer> addresses, List<FetchResult> fetches) {
  ServedObservation {
    texts = List.copyOf(texts);
    addresses = List.copyOf(addresses);
    fetches = List.copyOf(fetches);
  }
}
