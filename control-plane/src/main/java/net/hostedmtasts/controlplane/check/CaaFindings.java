package net.hostedmtasts.controlplane.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.dns.RecordData;
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
    Optional<DnsAnswer.Records> counts =
        answers.stream()
            .filter(DnsAnswer.Records.class::isInstance)
            .map(DnsAnswer.Records.class::cast)
            .filter(records -> records.data(RecordData.Caa.class).findAny().isPresent())
            .findFirst();
    if (counts.isEmpty() || authorities.isEmpty()) {
      return List.of();
    }
    List<RecordData.Caa> issue =
        counts.get().data(RecordData.Caa.class).filter(caa -> tag(caa).equals("issue")).toList();
    boolean unknownCritical =
        counts
            .get()
            .data(RecordData.Caa.class)
            .anyMatch(caa -> caa.critical() && !KNOWN.contains(tag(caa)));
    boolean allowed =
        !unknownCritical
            && (issue.isEmpty()
                || issue.stream()
                    .anyMatch(caa -> authorities.stream().anyMatch(one -> same(caa.value(), one))));
    return allowed
        ? List.of()
        : List.of(
            Finding.of(
                FindingCode.CAA_FORBIDS,
                host,
                "0 issue \"" + authority(authorities.get(0)) + "\"",
                CnameReading.found(List.of(counts.get()))));
  }

  private static final List<String> KNOWN = List.of("issue", "issuewild", "iodef", "issuemail");

  private static String tag(RecordData.Caa caa) {
    return caa.tag().toLowerCase(Locale.ROOT);
  }

  private static boolean same(String value, String authority) {
    return authority(value).equals(authority(authority));
  }

  /** The issuer's domain name, without its parameters (RFC 8659, section 4.2). */
  private static String authority(String value) {
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
