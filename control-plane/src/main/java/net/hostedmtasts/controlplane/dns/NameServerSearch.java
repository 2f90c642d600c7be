package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.outside.Connector;

/** Finds the zone that holds a name, and its name servers, through the resolvers. */
final class NameServerSearch {
  // A machine without IPv6 should not wait for it first.
  private static final Comparator<InetAddress> V4_FIRST =
      Comparator.comparing(address -> !(address instanceof Inet4Address));

  private final ResolverSet resolvers;
  private final Connector connector;
  private final Clock clock;

  NameServerSearch(ResolverSet resolvers, Connector connector, Clock clock) {
    this.resolvers = resolvers;
    this.connector = connector;
    this.clock = clock;
  }

  /** The end of the search. */
  sealed interface Found {
    record Zone(OwnerName apex, List<NameServer> servers) implements Found {}

    record Nothing(DnsAnswer.NoAnswer why) implements Found {}
  }

  /** The zone that holds the name: the nearest name above it, or itself, that has NS records. */
  Uni<Found> search(OwnerName name, Budget budget) {
    return resolvers
        .first(new Question(name, RecordType.NS), budget)
        .chain(
            answer -> {
              if (answer instanceof DnsAnswer.NoAnswer no) {
                return Uni.createFrom().item(new Found.Nothing(no));
              }
              List<OwnerName> servers = nameServers(name, answer);
              return servers.isEmpty()
                  ? above(name, answer, budget)
                  : usable(servers, budget).map(all -> new Found.Zone(name, all));
            });
  }

  private Uni<Found> above(OwnerName name, DnsAnswer answer, Budget budget) {
    return name.parent()
        .filter(parent -> !parent.isRoot())
        .map(parent -> search(parent, budget))
        .orElseGet(
            () ->
                Uni.createFrom()
                    .item(
                        new Found.Nothing(
                            DnsAnswer.NoAnswer.of(
                                answer.server(),
                                answer.at(),
                                DnsAnswer.Reason.NO_NAME_SERVER,
                                "no zone holds the name"))));
  }

  // Not those at the end of an alias: they are another zone's.
  private static List<OwnerName> nameServers(OwnerName zone, DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records
        ? records.at(zone).stream()
            .filter(one -> one.type() == RecordType.NS)
            .map(one -> ((RecordData.Name) one.data()).name())
            .distinct()
            .sorted(Comparator.comparing(OwnerName::value))
            .toList()
        : List.of();
  }

  private Uni<List<NameServer>> usable(List<OwnerName> names, Budget budget) {
    List<Uni<NameServer>> all =
        names.stream()
            .filter(name -> budget.takeNameServer())
            .map(name -> nameServer(name, budget))
            .toList();
    return all.isEmpty()
        ? Uni.createFrom().item(List.of(unusable(names.get(0), DnsAnswer.Reason.BUDGET_USED_UP)))
        : Uni.join().all(all).andFailFast();
  }

  private Uni<NameServer> nameServer(OwnerName name, Budget budget) {
    return Uni.combine()
        .all()
        .unis(
            resolvers.first(new Question(name, RecordType.A), budget),
            resolvers.first(new Question(name, RecordType.AAAA), budget))
        .with((v4, v6) -> judged(name, addresses(v4, v6), budget));
  }

  /** One address that is not global shows that the name is not meant for the public. */
  private NameServer judged(OwnerName name, List<InetAddress> addresses, Budget budget) {
    Optional<InetAddress> bad = connector.refused(addresses);
    if (bad.isPresent()) {
      return unusable(name, NameServer.text(name, bad.get()), DnsAnswer.Reason.ADDRESS_NOT_GLOBAL);
    }
    if (addresses.isEmpty()) {
      return unusable(name, DnsAnswer.Reason.NO_NAME_SERVER);
    }
    List<InetAddress> taken = addresses.stream().filter(one -> budget.takeAddress()).toList();
    return taken.isEmpty()
        ? unusable(name, DnsAnswer.Reason.BUDGET_USED_UP)
        : new NameServer(name, taken, Optional.empty());
  }

  private static List<InetAddress> addresses(DnsAnswer v4, DnsAnswer v6) {
    return Stream.of(v4, v6)
        .filter(DnsAnswer.Records.class::isInstance)
        .flatMap(answer -> ((DnsAnswer.Records) answer).data(RecordData.Address.class))
        .map(RecordData.Address::address)
        .distinct()
        .sorted(V4_FIRST)
        .toList();
  }

  private NameServer unusable(OwnerName name, DnsAnswer.Reason reason) {
    return unusable(name, name.value(), reason);
  }

  private NameServer unusable(OwnerName name, String server, DnsAnswer.Reason reason) {
    return new NameServer(
        name, List.of(), Optional.of(DnsAnswer.NoAnswer.of(server, clock.instant(), reason)));
  }
}
