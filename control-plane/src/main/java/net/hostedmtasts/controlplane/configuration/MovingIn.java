package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.check.CheckSettings;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dns.AuthoritativeZone;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.PolicyFetch;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.recent.RecentAnswers;

/** Reads what a domain publishes elsewhere, before its CNAME records lead here. */
@ApplicationScoped
class MovingIn {
  private static final int NAME_SERVERS = 8;
  private static final int ADDRESSES = 16;
  private static final int QUESTIONS = 80;
  private static final Duration LONGEST = Duration.ofSeconds(12);
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final DnsLookup dns;
  private final MxHosts mx;
  private final Connector connector;
  private final PolicyFetch fetch;
  private final OwnerName here;
  private final RecentAnswers<Elsewhere.WithPolicy> recent;

  MovingIn(
      DnsLookup dns,
      MxHosts mx,
      Connector connector,
      PolicyFetch fetch,
      ZoneSettings zone,
      CheckSettings checks,
      Vertx vertx) {
    this.dns = dns;
    this.mx = mx;
    this.connector = connector;
    this.fetch = fetch;
    this.here = OwnerName.parse(zone.name());
    this.recent = new RecentAnswers<>(vertx, checks.askedAtMostEach());
  }

  /**
   * What could be the start here, as it was seen now or a moment ago.
   *
   * @throws Refused as failure, where nothing is published, or this service publishes it
   */
  Uni<ImportOffer> look(PolicyDomain domain) {
    return recent
        .of(domain.name(), () -> seen(domain))
        .map(
            seen -> {
              requireElsewhere(domain, seen.dns());
              return ImportOffer.of(
                  domain, seen.existing(), seen.dns().mx().live(), seen.dns().cachedFor());
            });
  }

  private Uni<Elsewhere.WithPolicy> seen(PolicyDomain domain) {
    Budget budget = new Budget(NAME_SERVERS, ADDRESSES, QUESTIONS, LONGEST);
    return dns.authoritativeServers(OwnerName.of(domain.name()), budget)
        .chain(servers -> seen(domain, servers, budget))
        .chain(
            seen ->
                policy(domain.policyHost(), seen)
                    .map(body -> new Elsewhere.WithPolicy(seen, body)));
  }

  private Uni<Elsewhere> seen(PolicyDomain domain, AuthoritativeZone servers, Budget budget) {
    OwnerName host = OwnerName.parse(domain.policyHost().value());
    Question text = new Question(OwnerName.of(domain.name()).child("_mta-sts"), RecordType.TXT);
    Question ipv4 = new Question(host, RecordType.A);
    Question ipv6 = new Question(host, RecordType.AAAA);
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(text, budget),
            dns.resolve(ipv4, budget),
            dns.resolve(ipv6, budget),
            mx.look(domain.name(), servers, budget),
            servers.ask(text),
            servers.ask(ipv4),
            servers.ask(ipv6))
        .asTuple()
        .map(
            all ->
                new Elsewhere(
                    all.getItem1(),
                    List.of(all.getItem2(), all.getItem3()),
                    Stream.of(all.getItem5(), all.getItem6(), all.getItem7())
                        .flatMap(List::stream)
                        .toList(),
                    all.getItem4()));
  }

  private void requireElsewhere(PolicyDomain domain, Elsewhere seen) {
    if (seen.leadsTo(here)) {
      throw new Refused(
          Reason.NOTHING_TO_IMPORT,
          "The names of " + domain.value() + " lead to this service already.");
    }
  }

  /** From the first IPv4 address, and where that gives none, from the first IPv6 address. */
  private Uni<Optional<byte[]>> policy(PolicyHost host, Elsewhere seen) {
    List<InetAddress> addresses = seen.hostAddresses();
    if (seen.leadsTo(here) || !connector.allowsAll(addresses)) {
      return Uni.createFrom().item(Optional.empty());
    }
    boolean ipv4First = addresses.get(0) instanceof Inet4Address;
    Optional<InetAddress> second =
        addresses.stream().filter(each -> ipv4First && !(each instanceof Inet4Address)).findFirst();
    return fetch(host, addresses.get(0))
        .chain(
            body ->
                body.isPresent() || second.isEmpty()
                    ? Uni.createFrom().item(body)
                    : fetch(host, second.get()));
  }

  private Uni<Optional<byte[]>> fetch(PolicyHost host, InetAddress address) {
    return fetch.fetch(host, address, LONGEST_FETCH).map(MovingIn::body);
  }

  private static Optional<byte[]> body(FetchResult result) {
    return result instanceof FetchResult.Response response && response.status() == OK
        ? Optional.of(response.body().octets())
        : Optional.empty();
  }
}
