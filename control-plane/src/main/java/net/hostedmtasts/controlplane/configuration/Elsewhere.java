package net.hostedmtasts.controlplane.configuration;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.ExistingPolicy;

/**
 * What DNS says about a domain's MTA-STS before its CNAME records lead here.
 *
 * @param text what a resolver says about the TXT record
 * @param addresses what a resolver says about the policy host's A and AAAA records
 * @param servers what the domain's own name servers say about all three
 */
record Elsewhere(DnsAnswer text, List<DnsAnswer> addresses, List<DnsAnswer> servers, MxSeen mx) {
  /** As long as people's records usually live, and resolvers mostly keep any at all. */
  private static final Duration USUAL = Duration.ofDays(1);

  /** With the policy that its host answers with status 200, where it does. */
  record WithPolicy(Elsewhere dns, Optional<byte[]> body) {
    ExistingPolicy existing() {
      return ExistingPolicy.read(dns.texts(), body);
    }
  }

  /** Whether one of the names leads below {@code zone}, as anybody says. */
  boolean leadsTo(OwnerName zone) {
    return everything()
        .flatMap(Elsewhere::records)
        .map(DnsRecord::data)
        .filter(RecordData.Name.class::isInstance)
        .map(RecordData.Name.class::cast)
        .anyMatch(alias -> alias.name().isBelow(zone));
  }

  List<String> texts() {
    return records(text)
        .map(DnsRecord::data)
        .filter(RecordData.Text.class::isInstance)
        .map(RecordData.Text.class::cast)
        .map(RecordData.Text::joined)
        .toList();
  }

  /** The policy host's addresses; the IPv4 ones come first. */
  List<InetAddress> hostAddresses() {
    return addresses.stream()
        .flatMap(Elsewhere::records)
        .map(DnsRecord::data)
        .filter(RecordData.Address.class::isInstance)
        .map(RecordData.Address.class::cast)
        .map(RecordData.Address::address)
        .toList();
  }

  /**
   * How long resolvers go on leading senders to the old host: the longest TTL. A resolver tells the
   * time that is left of it; where the name servers do not tell all of it, the usual one counts.
   */
  Duration cachedFor() {
    Duration told =
        everything()
            .flatMap(Elsewhere::records)
            .map(DnsRecord::ttl)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    boolean whole =
        !servers.isEmpty() && servers.stream().noneMatch(DnsAnswer.NoAnswer.class::isInstance);
    return whole || told.compareTo(USUAL) > 0 ? told : USUAL;
  }

  private Stream<DnsAnswer> everything() {
    return Stream.of(List.of(text), addresses, servers).flatMap(List::stream);
  }

  private static Stream<DnsRecord> records(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records found) {
      return found.records().stream();
    }
    return answer instanceof DnsAnswer.NoData nothing ? nothing.aliases().stream() : Stream.empty();
  }
}
