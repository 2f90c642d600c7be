package net.hostedmtasts.controlplane.dmarc;

import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.policy.PolicyDomain;

/** What is to be said about a domain's DMARC. Never an error: losing it stops no policy. */
public final class DmarcFindings {
  private DmarcFindings() {}

  /** What keeps the domain from being monitored; empty if it is. */
  public static List<Finding> of(
      PolicyDomain domain, DmarcAnswer answer, Optional<ReportAddress> intake) {
    if (DmarcState.monitored(answer, intake)) {
      return List.of();
    }
    DmarcProposal proposal = DmarcProposal.of(domain, answer, intake);
    return List.of(
        Finding.of(code(answer), proposal.name().value(), proposal.text(), answer.seen())
            .as(Severity.WARNING));
  }

  private static FindingCode code(DmarcAnswer answer) {
    if (answer instanceof DmarcAnswer.Failed) {
      return FindingCode.ZONE_NOT_RESOLVING;
    }
    return answer instanceof DmarcAnswer.Applies found
        ? found.record().rua().isEmpty()
            ? FindingCode.DMARC_NO_RUA
            : FindingCode.DMARC_INTAKE_MISSING
        : FindingCode.DMARC_MISSING;
  }
}
