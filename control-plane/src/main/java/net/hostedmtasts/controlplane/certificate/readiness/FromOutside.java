package net.hostedmtasts.controlplane.certificate.readiness;

import com.google.common.net.InetAddresses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.caa.CaaSearch;
import net.hostedmtasts.controlplane.caa.CaaSet;
import net.hostedmtasts.controlplane.caa.IssuerRule;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.certificate.NotIssued.Reason;
import net.hostedmtasts.controlplane.certificate.challenge.Challenge;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.outside.ChallengeFetch;
import net.hostedmtasts.controlplane.outside.Connector;
import net.hostedmtasts.controlplane.outside.TlsChallengeLook;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** Looks at a policy host as an authority will. What it finds wrong, no authority is asked for. */
@ApplicationScoped
class FromOutside {
  private static final int ADDRESSES = 16;

  private final DnsLookup dns;
  private final CaaSearch caa;
  private final Connector connector;
  private final ChallengeFetch fetch;
  private final TlsChallengeLook look;

  FromOutside(
      DnsLookup dns,
      CaaSearch caa,
      Connector connector,
      ChallengeFetch fetch,
      TlsChallengeLook look) {
    this.dns = dns;
    this.caa = caa;
    this.connector = connector;
    this.fetch = fetch;
    this.look = look;
  }

  /**
   * Whether the host leads somewhere, and CAA records let the authority sign. Fails with {@link
   * NotIssued}.
   */
  Uni<Void> beforeOrder(CertifiedHost host, Optional<String> caaIssue) {
    Budget budget = Budget.ofOneCheck();
    OwnerName name = OwnerName.parse(host.value());
    return addresses(host, budget)
        .chain(() -> caa.find(name, budget))
        .invoke(
            set ->
                caaIssue.ifPresent(wanted -> requireAllowed(host, set, IssuerRule.parse(wanted))))
        .replaceWithVoid();
  }

  /**
   * Whether each address of the host answers the challenge, IPv4 and IPv6. Fails with {@link
   * NotIssued}.
   */
  Uni<Void> answers(CertifiedHost host, Challenge challenge) {
    return addresses(host, Budget.ofOneCheck())
        .chain(
            addresses ->
                Uni.join()
                    .all(addresses.stream().map(one -> answer(host, one, challenge)).toList())
                    .andFailFast())
        .replaceWithVoid();
  }

  private Uni<Void> answer(CertifiedHost host, InetAddress address, Challenge challenge) {
    return wrong(host, address, challenge)
        .invoke(
            wrong -> {
              if (wrong.isPresent()) {
                throw NotIssued.because(
                    host,
                    Reason.CHALLENGE_FAILED,
                    "at "
                        + InetAddresses.toAddrString(address)
                        + (challenge.isHttp() ? " over HTTP: " : " over TLS: ")
                        + wrong.get());
              }
            })
        .replaceWithVoid();
  }

  private Uni<Optional<String>> wrong(
      CertifiedHost host, InetAddress address, Challenge challenge) {
    return challenge.isHttp()
        ? fetch.fetch(host, address, challenge.token(), challenge.keyAuthorization())
        : look.look(host, address, challenge.keyAuthorization());
  }

  private static void requireAllowed(CertifiedHost host, CaaSet set, IssuerRule wanted) {
    set.failed()
        .ifPresent(
            answer -> {
              throw NotIssued.because(
                  host,
                  Reason.NOT_DELEGATED,
                  "no answer about CAA records from " + answer.server());
            });
    if (!set.lets(List.of(wanted))) {
      String found =
          set.counts().stream()
              .flatMap(records -> records.data(RecordData.Caa.class))
              .map(RecordData.Caa::text)
              .reduce((one, other) -> one + ", " + other)
              .orElse("");
      throw NotIssued.because(host, Reason.CAA_FORBIDS, "CAA " + found);
    }
  }

  private Uni<List<InetAddress>> addresses(CertifiedHost host, Budget budget) {
    OwnerName name = OwnerName.parse(host.value());
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(new Question(name, RecordType.A), budget),
            dns.resolve(new Question(name, RecordType.AAAA), budget))
        .asTuple()
        .map(both -> require(host, List.of(both.getItem1(), both.getItem2())));
  }

  private List<InetAddress> require(CertifiedHost host, List<DnsAnswer> answers) {
    List<InetAddress> addresses =
        answers.stream().flatMap(FromOutside::addresses).distinct().limit(ADDRESSES).toList();
    if (addresses.isEmpty()) {
      throw NotIssued.because(host, Reason.NOT_DELEGATED, "the name has no address");
    }
    if (!connector.allowsAll(addresses)) {
      throw NotIssued.because(
          host, Reason.NOT_DELEGATED, "one of its addresses is not of the public Internet");
    }
    return addresses;
  }

  private static Stream<InetAddress> addresses(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records
        ? records.data(RecordData.Address.class).map(RecordData.Address::address)
        : Stream.empty();
  }
}
