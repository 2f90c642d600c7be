package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/**
 * The names of a zone's name servers, through the Vert.x client: one packet each. It tells neither
 * TTL nor server, and nothing from a truncated answer, so nothing may be decided by what it says.
 */
final class NameServerNames {
  private static final int MOST = 32;
  private final List<DnsClient> attempts;

  /** With the resolvers in the order in which they are asked, one attempt each. */
  NameServerNames(Vertx vertx, List<InetSocketAddress> resolvers, Duration timeout) {
    this.attempts =
        Resolvers.attempts(
            resolvers.stream().map(resolver -> client(vertx, resolver, timeout)).toList());
  }

  private static DnsClient client(Vertx vertx, InetSocketAddress resolver, Duration timeout) {
    return vertx.createDnsClient(
        new DnsClientOptions()
            .setHost(resolver.getAddress().getHostAddress())
            .setPort(resolver.getPort())
            .setQueryTimeout(timeout.toMillis()));
  }

  /** In the order of the alphabet; empty where there is none or nobody answers. */
  Uni<List<DomainName>> of(DomainName zone) {
    return ask(zone, 0);
  }

  private Uni<List<DomainName>> ask(DomainName zone, int number) {
    return Uni.createFrom()
        .completionStage(() -> attempts.get(number).resolveNS(zone.value()).toCompletionStage())
        .map(NameServerNames::usable)
        .onFailure()
        .recoverWithUni(
            () ->
                number + 1 < attempts.size()
                    ? ask(zone, number + 1)
                    : Uni.createFrom().item(List.of()));
  }

  private static List<DomainName> usable(List<String> names) {
    return names.stream()
        .limit(MOST)
        .flatMap(name -> parsed(name).stream())
        .distinct()
        .sorted(Comparator.comparing(DomainName::value))
        .toList();
  }

  private static Optional<DomainName> parsed(String name) {
    try {
      return Optional.of(DomainName.parse(name));
    } catch (InvalidValue odd) {
      return Optional.empty();
    }
  }
}
