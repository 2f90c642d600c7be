package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.PolicyFetch;
import net.hostedmtasts.controlplane.policy.PolicyHost;

/** Looks at a domain as a sending MTA does: its TXT record, and its policy from each address. */
@ApplicationScoped
class AsSender {
  private static final int ADDRESSES = 16;
  private static final Duration SHORTEST_FETCH = Duration.ofSeconds(2);
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(10);

  private final DnsLookup dns;
  private final Connector connector;
  private final PolicyFetch fetch;

  AsSender(DnsLookup dns, Connector connector, PolicyFetch fetch) {
    this.dns = dns;
    this.connector = connector;
    this.fetch = fetch;
  }

  /** What it gets, where everybody should get something. */
  Uni<Optional<ServedObservation>> look(Subject subject, Budget budget) {
    if (!subject.served() || !subject.live()) {
      return Uni.createFrom().item(Optional.empty());
    }
    OwnerName text = OwnerName.of(subject.domain().name()).child("_mta-sts");
    OwnerName host = OwnerName.parse(subject.domain().policyHost().value());
    return Uni.combine()
        .all()
        .unis(dns.resolveAtAll(new Question(text, RecordType.TXT), budget), addresses(host, budget))
        .asTuple()
        .chain(
            answers ->
                fetches(subject.domain().policyHost(), answers.getItem2(), budget)
                    .map(
                        fetches ->
                            Optional.of(
                                new ServedObservation(
                                    answers.getItem1(), answers.getItem2(), fetches))));
  }

  private Uni<List<DnsAnswer>> addresses(OwnerName host, Budget budget) {
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(new Question(host, RecordType.A), budget),
            dns.resolve(new Question(host, RecordType.AAAA), budget))
        .asTuple()
        .map(both -> List.of(both.getItem1(), both.getItem2()));
  }

  /** One fetch from each address: a sender may take any of them. */
  private Uni<List<FetchResult>> fetches(PolicyHost host, List<DnsAnswer> answers, Budget budget) {
    List<InetAddress> addresses =
        answers.stream()
            .filter(DnsAnswer.Records.class::isInstance)
            .map(DnsAnswer.Records.class::cast)
            .flatMap(records -> records.data(RecordData.Address.class))
            .map(RecordData.Address::address)
            .distinct()
            .toList();
    // A name with one address that is not public is not meant for the public: none is asked.
    return connector.allowsAll(addresses)
        ? Uni.join()
            .all(
                addresses.stream()
                    .limit(ADDRESSES)
                    .map(address -> fetch.fetch(host, address, deadline(budget)))
                    .toList())
            .andCollectFailures()
        : Uni.createFrom().item(List.of());
  }

  /** What is left. Less than the most impatient sender waits would prove nothing. */
  private static Duration deadline(Budget budget) {
    Duration left = budget.left();
    return left.compareTo(SHORTEST_FETCH) < 0
        ? SHORTEST_FETCH
        : left.compareTo(LONGEST_FETCH) > 0 ? LONGEST_FETCH : left;
  }
}
