package net.hostedmtasts.controlplane.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.RecordData;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.MtaStsRecord;

/**
 * What is wrong with what a sending MTA gets (RFC 8461, sections 3.1 and 3.3).
 *
 * @param seen a policy was fetched, a resolver said the id, and none said another
 */
record ServedFindings(boolean seen, List<Finding> all) {
  /** Nobody looked. */
  static final ServedFindings NOTHING = new ServedFindings(false, List.of());

  ServedFindings {
    all = List.copyOf(all);
  }

  static ServedFindings of(ServedObservation seen, Subject subject, Instant now) {
    String expected =
        subject.policyId().map(id -> new MtaStsRecord(id).text()).orElse("no TXT record");
    String owner = "_mta-sts." + subject.domain().value();
    List<DnsAnswer> heard =
        seen.texts().stream().filter(one -> !(one instanceof DnsAnswer.NoAnswer)).toList();
    List<DnsAnswer> other = heard.stream().filter(answer -> !says(answer, expected)).toList();
    List<Finding> findings = new ArrayList<>(Unheard.of(owner, seen.texts()));
    if (!other.isEmpty()) {
      findings.add(differs(owner, expected, other, now.isBefore(subject.rememberedUntil())));
    }
    String host = subject.domain().policyHost().value();
    if (seen.fetches().isEmpty()) {
      findings.addAll(noAddress(host, seen.addresses()));
    }
    findings.addAll(new FetchFindings(host, subject.document(), now).of(seen.fetches()));
    return new ServedFindings(
        !heard.isEmpty() && other.isEmpty() && !seen.fetches().isEmpty(), findings);
  }

  private static Finding differs(
      String owner, String expected, List<DnsAnswer> other, boolean stillRemembered) {
    Finding finding =
        Finding.of(FindingCode.TXT_ID_DIFFERS, owner, expected, CnameReading.found(other));
    return stillRemembered ? finding.as(Severity.WARNING) : finding;
  }

  private static List<Finding> noAddress(String host, List<DnsAnswer> addresses) {
    boolean unknown =
        addresses.stream().noneMatch(DnsAnswer.Records.class::isInstance)
            && addresses.stream().anyMatch(DnsAnswer.NoAnswer.class::isInstance);
    // Of two types of addresses; each was asked of all resolvers, until one answered.
    return unknown
        ? Unheard.of(host, addresses.stream().filter(DnsAnswer.NoAnswer.class::isInstance).toList())
        : List.of(
            Finding.of(FindingCode.POLICY_UNREACHABLE, host, null, CnameReading.found(addresses)));
  }

  private static boolean says(DnsAnswer answer, String expected) {
    return answer instanceof DnsAnswer.Records records
        && records
            .data(RecordData.Text.class)
            .map(RecordData.Text::joined)
            .toList()
            .equals(List.of(expected));
  }
}
