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

/** What is wrong with what a sending MTA gets (RFC 8461, sections 3.1 and 3.3). */
final class ServedFindings {
  private ServedFindings() {}

  static List<Finding> of(
      ServedObservation seen, Subject subject, List<String> authorities, Instant now) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(texts(seen, subject, now));
    String host = subject.domain().policyHost().value();
    if (seen.fetches().isEmpty()) {
      findings.add(
          Finding.of(
              FindingCode.POLICY_UNREACHABLE, host, null, CnameReading.found(seen.addresses())));
    }
    findings.addAll(new FetchFindings(host, subject.document(), now).of(seen.fetches()));
    findings.addAll(CaaFindings.of(host, seen.caa(), authorities));
    return findings;
  }

  private static List<Finding> texts(ServedObservation seen, Subject subject, Instant now) {
    String expected =
        subject.policyId().map(id -> new MtaStsRecord(id).text()).orElse("no TXT record");
    List<DnsAnswer> other =
        seen.texts().stream().filter(answer -> !says(answer, expected)).toList();
    if (other.isEmpty()) {
      return List.of();
    }
    Finding finding =
        Finding.of(
            FindingCode.TXT_ID_DIFFERS,
            "_mta-sts." + subject.domain().value(),
            expected,
            CnameReading.found(other));
    boolean stillRemembered = now.isBefore(subject.rememberedUntil());
    return List.of(stillRemembered ? finding.as(Severity.WARNING) : finding);
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
