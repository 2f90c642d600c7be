package net.hostedmtasts.controlplane.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One name server of a zone.
 *
 * @param addresses those to ask, in this order; none where it cannot be asked
 * @param unusable why it cannot be asked
 */
record NameServer(
    OwnerName name, List<InetAddress> addresses, Optional<DnsAnswer.NoAnswer> unusable) {
  NameServer {
    addresses = List.copyOf(addresses);
  }

  /** As people read it: "ns1.example.net (192.0.2.1)". */
  static String text(OwnerName name, InetAddress address) {
    return name + " (" + Addresses.text(address) + ")";
  }
}
