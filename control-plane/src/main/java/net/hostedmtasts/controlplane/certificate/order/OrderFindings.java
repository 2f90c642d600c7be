package net.hostedmtasts.controlplane.certificate.order;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.NotIssued;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** What an owner is told of an order that does not come on. */
final class OrderFindings {
  private OrderFindings() {}

  static List<Finding> of(CertifiedHost host, String authority, NotIssued why, Instant now) {
    Found found = Found.at(now, "certificate authority " + authority, why.detail());
    return List.of(Finding.of(code(why.reason()), host.value(), found));
  }

  private static FindingCode code(NotIssued.Reason reason) {
    return switch (reason) {
      case REFUSED, WRONG_CERTIFICATE, ACCOUNT -> FindingCode.AUTHORITY_REFUSED;
      case UNAVAILABLE, ORDER_LOST -> FindingCode.AUTHORITY_UNAVAILABLE;
      case RATE_LIMITED -> FindingCode.AUTHORITY_RATE_LIMITED;
      case PAUSED -> FindingCode.AUTHORITY_PAUSED;
      case CAA_FORBIDS -> FindingCode.CAA_FORBIDS;
      case CHALLENGE_FAILED, NOT_RESOLVED -> FindingCode.CHALLENGE_NOT_REACHABLE;
      case NOT_DELEGATED -> FindingCode.CERTIFICATE_WAITS;
    };
  }
}
