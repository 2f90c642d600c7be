package net.hostedmtasts.controlplane.check;

import java.util.List;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;

/** A name about which resolvers do not answer: the zone may be broken, or one of the resolvers. */
final class Unheard {
  private Unheard() {}

  /**
   * Nothing where all answered.
   *
   * @param answers of all resolvers
   */
  static List<Finding> of(String name, List<DnsAnswer> answers) {
    List<DnsAnswer> none = answers.stream().filter(DnsAnswer.NoAnswer.class::isInstance).toList();
    if (none.isEmpty()) {
      return List.of();
    }
    Finding finding =
        Finding.of(FindingCode.ZONE_NOT_RESOLVING, name, null, CnameReading.found(none));
    return List.of(zoneIsBroken(answers) ? finding : ofTheResolver(finding));
  }

  /**
   * A resolver may have its own trouble, which must not turn every domain to an error: what another
   * one answers counts. Not against false signatures, unless that one has checked them too.
   */
  private static boolean zoneIsBroken(List<DnsAnswer> answers) {
    boolean answered = answers.stream().anyMatch(one -> !(one instanceof DnsAnswer.NoAnswer));
    boolean bogus = answers.stream().anyMatch(one -> one.isBecause(DnsAnswer.Reason.BOGUS));
    boolean failed = answers.stream().anyMatch(one -> one.isBecause(DnsAnswer.Reason.SERVFAIL));
    return answered ? bogus && answers.stream().noneMatch(Unheard::authenticated) : bogus || failed;
  }

  private static boolean authenticated(DnsAnswer answer) {
    return answer instanceof DnsAnswer.Records records && records.authenticated();
  }

  private static Finding ofTheResolver(Finding finding) {
    return finding
        .as(Severity.WARNING)
        .advising(
            "Ask your operator to look at the resolver "
                + finding.found().get(0).server()
                + " if this stays: it gives no answer about "
                + finding.subject()
                + " ("
                + finding.found().get(0).value()
                + "), so that not all could be checked.");
  }
}
