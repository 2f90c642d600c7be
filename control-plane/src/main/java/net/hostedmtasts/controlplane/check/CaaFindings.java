package net.hostedmtasts.controlplane.check;

import java.util.List;
import net.hostedmtasts.controlplane.caa.CaaSet;
import net.hostedmtasts.controlplane.caa.IssuerRule;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;

/** Whether the CAA records that count let a certificate authority issue (RFC 8659, section 3). */
final class CaaFindings {
  private CaaFindings() {}

  /**
   * Looks at the first name that has CAA records.
   *
   * @param host the policy host
   * @param answers nearest name first
   * @param authorities values of the "issue" records that this service needs; none: any will do
   */
  static List<Finding> of(String host, List<DnsAnswer> answers, List<String> authorities) {
    if (answers.isEmpty() || authorities.isEmpty()) {
      return List.of();
    }
    CaaSet set = new CaaSet(answers);
    List<IssuerRule> wanted = authorities.stream().map(IssuerRule::parse).toList();
    return set.lets(wanted)
        ? List.of()
        : List.of(
            Finding.of(
                FindingCode.CAA_FORBIDS,
                host,
                "0 issue \"" + wanted.get(0).issuer() + "\"",
                CnameReading.found(set.counts().map(List::<DnsAnswer>of).orElse(List.of()))));
  }
}
