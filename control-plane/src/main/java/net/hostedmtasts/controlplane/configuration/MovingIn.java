package net.hostedmtasts.controlplane.configuration;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.FetchResult;
import net.hostedmtasts.controlplane.outside.PolicyFetch;
import net.hostedmtasts.controlplane.policy.ExistingPolicy;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyHost;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** Reads what a domain publishes elsewhere, before its CNAME records lead here. */
@ApplicationScoped
class MovingIn {
  private static final int NAME_SERVERS = 8;
  private static final int ADDRESSES = 16;
  private static final int QUESTIONS = 60;
  private static final Duration LONGEST = Duration.ofSeconds(12);
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(6);
  private static final int OK = 200;

  private final DnsLookup dns;
  private final MxHosts mx;
  private final Connector connector;
  private final PolicyFetch fetch;
  private final ZoneSettings zone;

  MovingIn(DnsLookup dns, MxHosts mx, Connector connector, PolicyFetch fetch, ZoneSettings zone) {
    this.dns = dns;
    this.mx = mx;
    this.connector = connector;
    this.fetch = fetch;
    this.zone = zone;
  }

  /**
   * What could be the start here.
   *
   * @throws Refused as failure, where nothing is published, or this service publishes it
   */
  Uni<ImportOffer> look(PolicyDomain domain) {
    Budget budget = new Budget(NAME_SERVERS, ADDRESSES, QUESTIONS, LONGEST);
    OwnerName name = OwnerName.of(domain.name());
    OwnerName host = OwnerName.parse(domain.policyHost().value());
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(new Question(name.child("_mta-sts"), RecordType.TXT), budget),
            dns.resolve(new Question(host, RecordType.A), budget),
            mx.look(domain.name(), budget))
        .asTuple()
        .invoke(seen -> requireElsewhere(domain, seen.getItem1(), seen.getItem2()))
        .chain(
            seen ->
                body(domain.policyHost(), seen.getItem2())
                    .map(body -> ExistingPolicy.read(texts(seen.getItem1()), body))
                    .map(existing -> ImportOffer.of(domain, existing, seen.getItem3().live())));
  }

  private void requireElsewhere(PolicyDomain domain, DnsAnswer text, DnsAnswer address) {
    OwnerName here = OwnerName.parse(zone.name());
    boolean leadsHere =
        List.of(text, address).stream()
            .filter(DnsAnswer.Records.class::isInstance)
            .map(DnsAnswer.Records.class::cast)
            .flatMap(records -> records.data(RecordData.Name.class))
            .anyMatch(alias -> alias.name().isBelow(here));
    if (leadsHere) {
      throw new Refused(
          Reason.NOTHING_TO_IMPORT,
          "The names of " + domain.value() + " lead to this service already.");
    }
  }

  private static List<String> texts(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records
        ? records.data(RecordData.Text.class).map(RecordData.Text::joined).toList()
        : List.of();
  }

  private Uni<Optional<byte[]>> body(PolicyHost host, DnsAnswer answer) {
    List<InetAddress> addresses =
        answer instanceof DnsAnswer.Records records
            ? records.data(RecordData.Address.class).map(RecordData.Address::address).toList()
            : List.of();
    return connector.allowsAll(addresses)
        ? fetch.fetch(host, addresses.get(0), LONGEST_FETCH).map(MovingIn::body)
        : Uni.createFrom().item(Optional.empty());
  }

  private static Optional<byte[]> body(FetchResult result) {
    return result instanceof FetchResult.Response response && response.status() == OK
        ? Optional.of(response.body().octets())
        : Optional.empty();
  }
}
