package net.hostedmtasts.controlplane.mx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.DnsRecord;
import net.hostedmtasts.controlplane.dns.OwnerName;
import net.hostedmtasts.controlplane.dns.RecordType;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;

/** What is to be said about a domain's MX records. */
public final class MxFindings {
  private MxFindings() {}

  /**
   * Live hosts that the policy does not cover: an error where it is enforced, because mail is lost.
   */
  public static List<Finding> notCovered(List<MxPattern> policy, Mode mode, MxSeen seen) {
    return MxCoverage.of(policy, seen.live()).uncovered().stream()
        .map(
            host ->
                Finding.of(
                        FindingCode.MX_NOT_COVERED,
                        host.name().value(),
                        host.fitting().value(),
                        naming(host.name(), seen))
                    .as(mode == Mode.ENFORCE ? Severity.ERROR : Severity.WARNING))
        .toList();
  }

  /** Pinned patterns that no live host needs; nothing while the live hosts are not known. */
  public static List<Finding> pinnedDrift(List<MxPattern> pinned, MxSeen seen) {
    List<DomainName> live = seen.live();
    return live.isEmpty()
        ? List.of()
        : MxCoverage.of(pinned, live).unused().stream()
            .map(
                pattern ->
                    Finding.of(FindingCode.MX_PINNED_DRIFT, pattern.value(), null, all(seen)))
            .toList();
  }

  /** No MX record, a null MX, or sides that disagree. */
  public static List<Finding> records(MxSeen seen) {
    String domain = seen.domain().value();
    return switch (seen.agreement()) {
      case IMPLICIT -> List.of(Finding.of(FindingCode.MX_IMPLICIT, domain, null, all(seen)));
      case NULL_MX -> List.of(Finding.of(FindingCode.MX_NULL, domain, null, all(seen)));
      case NO_SUCH_DOMAIN ->
          List.of(Finding.of(FindingCode.DOMAIN_NOT_FOUND, domain, null, all(seen)));
      case NONE -> List.of(Finding.of(FindingCode.MX_NOT_AGREED, domain, null, all(seen)));
      case RESOLVERS_FAILED, SERVERS_FAILED ->
          List.of(Finding.of(FindingCode.ZONE_NOT_RESOLVING, domain, null, failed(seen)));
      case HOSTS -> List.of();
    };
  }

  /**
   * What is wrong with the name of one MX host.
   *
   * @param answers to the questions for its A and its AAAA records
   */
  public static List<Finding> host(DomainName host, List<? extends DnsAnswer> answers) {
    List<Finding> findings = new ArrayList<>();
    List<Found> aliases = answers.stream().flatMap(answer -> aliases(host, answer)).toList();
    if (!aliases.isEmpty()) {
      findings.add(Finding.of(FindingCode.MX_IS_CNAME, host.value(), null, aliases));
    }
    List<Found> without = answers.stream().flatMap(MxFindings::without).toList();
    if (!answers.isEmpty() && without.size() == answers.size()) {
      findings.add(Finding.of(FindingCode.MX_HOST_UNRESOLVED, host.value(), null, without));
    }
    return List.copyOf(findings);
  }

  private static Stream<Found> aliases(DomainName host, DnsAnswer answer) {
    return passed(answer).stream()
        .filter(
            record ->
                record.type() == RecordType.CNAME && record.owner().equals(OwnerName.of(host)))
        .map(record -> new Found(record.data().text(), answer.server(), answer.at(), record.ttl()));
  }

  private static List<DnsRecord> passed(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.Records found) {
      return found.records();
    }
    if (answer instanceof DnsAnswer.NoData nothing) {
      return nothing.aliases();
    }
    return answer instanceof DnsAnswer.NoName nothing ? nothing.aliases() : List.of();
  }

  // An answer that did not arrive says nothing about the host; one that the owner's servers cannot
  // give does.
  private static Stream<Found> without(DnsAnswer answer) {
    if (answer instanceof DnsAnswer.NoData nothing) {
      return Stream.of(
          new Found(
              "no address", answer.server(), answer.at(), nothing.negativeTtl().orElse(null)));
    }
    if (answer instanceof DnsAnswer.NoName nothing) {
      return Stream.of(
          new Found(
              "no such name", answer.server(), answer.at(), nothing.negativeTtl().orElse(null)));
    }
    boolean ownersFault =
        answer instanceof DnsAnswer.NoAnswer failed
            && (failed.reason() == DnsAnswer.Reason.SERVFAIL
                || failed.reason() == DnsAnswer.Reason.BOGUS);
    return ownersFault
        ? Stream.of(
            Found.at(answer.at(), answer.server(), Unanswered.text((DnsAnswer.NoAnswer) answer)))
        : Stream.empty();
  }

  private static List<Found> naming(DomainName host, MxSeen seen) {
    List<Found> naming =
        said(seen).filter(said -> said.hosts().contains(host)).map(MxSaid::found).toList();
    return naming.isEmpty() ? all(seen) : naming;
  }

  private static List<Found> failed(MxSeen seen) {
    return said(seen).filter(said -> !said.answered()).map(MxSaid::found).toList();
  }

  private static List<Found> all(MxSeen seen) {
    return said(seen).map(MxSaid::found).toList();
  }

  private static Stream<MxSaid> said(MxSeen seen) {
    return Stream.concat(seen.servers().stream(), seen.resolvers().stream());
  }
}
