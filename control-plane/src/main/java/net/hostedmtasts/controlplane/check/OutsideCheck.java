package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import net.hostedmtasts.controlplane.caa.CaaSearch;
import net.hostedmtasts.controlplane.delegation.Delegation.OwnerRecord;
import net.hostedmtasts.controlplane.dmarc.DmarcFindings;
import net.hostedmtasts.controlplane.dmarc.DmarcLookup;
import net.hostedmtasts.controlplane.dmarc.DmarcSettings;
import net.hostedmtasts.controlplane.dns.AuthoritativeZone;
import net.hostedmtasts.controlplane.dns.Budget;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsLookup;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.Question;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.mx.MxFindings;
import net.hostedmtasts.controlplane.mx.MxHosts;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;

/** Looks at a domain from outside: at its owner's name servers, at resolvers, and as a sender. */
@ApplicationScoped
class OutsideCheck {
  /** No owner has made this name; whatever answers for it is a wildcard. */
  private static final String SIBLING = "mta-sts-wildcard-check";

  /** Of a longer list these are looked at. */
  private static final int MX_HOSTS = 10;

  private final DnsLookup dns;
  private final MxHosts mx;
  private final CaaSearch caa;
  private final AsSender sender;
  private final DmarcLookup dmarc;
  private final DmarcSettings dmarcSettings;

  OutsideCheck(
      DnsLookup dns,
      MxHosts mx,
      CaaSearch caa,
      AsSender sender,
      DmarcLookup dmarc,
      DmarcSettings dmarcSettings) {
    this.dns = dns;
    this.caa = caa;
    this.mx = mx;
    this.dmarc = dmarc;
    this.dmarcSettings = dmarcSettings;
    this.sender = sender;
  }

  Uni<Observation> observe(Subject subject, Budget budget) {
    OwnerName domain = OwnerName.of(subject.domain().name());
    return dns.authoritativeServers(domain, budget).chain(zone -> observe(subject, zone, budget));
  }

  private Uni<Observation> observe(Subject subject, AuthoritativeZone zone, Budget budget) {
    return Uni.combine()
        .all()
        .unis(
            delegation(subject, zone, budget),
            mx.look(subject.domain().name(), zone, budget),
            dmarc(subject, budget),
            sender.look(subject, budget))
        .asTuple()
        .chain(
            seen ->
                Uni.combine()
                    .all()
                    .unis(
                        mxHosts(seen.getItem2(), budget),
                        caa(subject, seen.getItem1().seen(), budget))
                    .asTuple()
                    .map(
                        more ->
                            new Observation(
                                seen.getItem1(),
                                seen.getItem2(),
                                more.getItem1(),
                                seen.getItem3(),
                                more.getItem2(),
                                seen.getItem4())));
  }

  /** Losing DMARC is told, and changes nothing. */
  private Uni<List<Finding>> dmarc(Subject subject, Budget budget) {
    return subject.dmarc()
        ? dmarc
            .find(subject.domain(), budget)
            .map(answer -> DmarcFindings.of(subject.domain(), answer, dmarcSettings.intake()))
        : Uni.createFrom().item(List.of());
  }

  private Uni<DelegationReading> delegation(
      Subject subject, AuthoritativeZone zone, Budget budget) {
    List<OwnerRecord> records = subject.delegation().records();
    OwnerName domain = OwnerName.of(subject.domain().name());
    return Uni.combine()
        .all()
        .unis(
            cname(domain, records.get(0), RecordType.A, zone, budget),
            cname(domain, records.get(1), RecordType.TXT, zone, budget))
        .asTuple()
        .map(
            both ->
                DelegationReading.of(
                    both.getItem1(), both.getItem2(), subject.delegation().zone()));
  }

  /**
   * Looks at one of the two names.
   *
   * @param behind the type that senders ask for at that name
   */
  private Uni<CnameObservation> cname(
      OwnerName domain,
      OwnerRecord record,
      RecordType behind,
      AuthoritativeZone zone,
      Budget budget) {
    OwnerName name = OwnerName.parse(record.name());
    OwnerName expected = OwnerName.parse(record.target());
    return zone.ask(new Question(name, RecordType.CNAME))
        .chain(
            authoritative ->
                dns.resolveAtAll(new Question(name, RecordType.CNAME), budget)
                    .chain(
                        resolver -> {
                          CnameObservation seen =
                              new CnameObservation(
                                  name, expected, authoritative, List.of(), List.of(), resolver);
                          return CnameReading.of(seen).state() == CnameState.State.SEEN
                              ? Uni.createFrom().item(seen)
                              : instead(domain, seen, behind, zone)
                                  .chain(all -> behind(all, behind, budget));
                        }));
  }

  /** Where another target may lead on to the right one: the way that a sender's resolver goes. */
  private Uni<CnameObservation> behind(CnameObservation seen, RecordType type, Budget budget) {
    boolean elsewhere = seen.authoritative().stream().anyMatch(DnsAnswer.Records.class::isInstance);
    return elsewhere
        ? dns.resolve(new Question(seen.name(), type), budget).map(seen::withResolver)
        : Uni.createFrom().item(seen);
  }

  /** What stands there instead, and whether a wildcard made it. */
  private static Uni<CnameObservation> instead(
      OwnerName domain, CnameObservation seen, RecordType behind, AuthoritativeZone zone) {
    boolean cname = seen.authoritative().stream().anyMatch(DnsAnswer.Records.class::isInstance);
    List<RecordType> types =
        cname
            ? List.of()
            : behind == RecordType.TXT
                ? List.of(RecordType.TXT)
                : List.of(RecordType.A, RecordType.AAAA);
    OwnerName sibling = domain.child(SIBLING);
    return askAll(seen.name(), types, zone)
        .chain(
            instead ->
                askAll(sibling, cname ? List.of(RecordType.CNAME) : present(types, instead), zone)
                    .map(
                        siblings ->
                            new CnameObservation(
                                seen.name(),
                                seen.expected(),
                                seen.authoritative(),
                                instead,
                                siblings,
                                seen.resolver())));
  }

  private static List<RecordType> present(List<RecordType> types, List<DnsAnswer> instead) {
    return types.stream()
        .filter(
            type ->
                instead.stream()
                    .anyMatch(
                        answer ->
                            answer instanceof DnsAnswer.Records records
                                && !records.of(type).isEmpty()))
        .toList();
  }

  private static Uni<List<DnsAnswer>> askAll(
      OwnerName name, List<RecordType> types, AuthoritativeZone zone) {
    return Multi.createFrom()
        .iterable(types)
        .onItem()
        .transformToUniAndConcatenate(type -> zone.ask(new Question(name, type)))
        .onItem()
        .transformToMultiAndConcatenate(answers -> Multi.createFrom().iterable(answers))
        .collect()
        .asList();
  }

  private Uni<List<Finding>> mxHosts(MxSeen seen, Budget budget) {
    return Multi.createFrom()
        .iterable(seen.live())
        .select()
        .first(MX_HOSTS)
        .onItem()
        .transformToUniAndConcatenate(host -> mxHost(host, budget))
        .onItem()
        .transformToMultiAndConcatenate(findings -> Multi.createFrom().iterable(findings))
        .collect()
        .asList();
  }

  private Uni<List<Finding>> mxHost(DomainName host, Budget budget) {
    OwnerName name = OwnerName.of(host);
    return Uni.combine()
        .all()
        .unis(
            dns.resolve(new Question(name, RecordType.A), budget),
            dns.resolve(new Question(name, RecordType.AAAA), budget))
        .asTuple()
        .map(both -> MxFindings.host(host, List.of(both.getItem1(), both.getItem2())));
  }

  /** What may keep an authority from issuing the certificate, as soon as one is ordered. */
  private Uni<List<DnsAnswer>> caa(Subject subject, DelegationSeen seen, Budget budget) {
    OwnerName host = OwnerName.parse(subject.domain().policyHost().value());
    boolean here = seen instanceof DelegationSeen.Here;
    if (!subject.served() && !here) {
      return Uni.createFrom().item(List.of());
    }
    return caa.find(host, budget)
        .map(
            set ->
                // A resolver that has not seen the CNAME record yet climbs past what counts.
                here && pastTheAlias(set.answers().get(0)) ? List.of() : set.answers());
  }

  private static boolean pastTheAlias(DnsAnswer answer) {
    return !(answer instanceof DnsAnswer.Records) && CnameChain.aliases(answer).isEmpty();
  }
}
