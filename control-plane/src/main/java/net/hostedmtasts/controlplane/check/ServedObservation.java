package net.hostedmtasts.controlplane.check;

import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsAnswer;

/**
 * What a sending MTA gets.
 *
 * @param texts what each resolver says about the TXT record
 */
record ServedObservation(List<DnsAnswer> texts) {
  ServedObservation {
    texts = List.copyOf(texts);
  }
}
