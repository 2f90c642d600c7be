package net.hostedmtasts.controlplane.certificate.readiness;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Found;
import net.hostedmtasts.controlplane.policy.CertifiedHost;

/** What an owner is told of edges that an order needs. */
final class EdgeFindings {
  private EdgeFindings() {}

  /** Edges that may still answer the public do not have the challenge. */
  static Finding waits(CertifiedHost host, Instant now) {
    return Finding.of(
        FindingCode.CERTIFICATE_WAITS,
        host.value(),
        Found.at(now, "edges", "not all of them answer the challenge yet"));
  }

  /** No CAA record can name the account yet. */
  static Finding waitsForAccount(CertifiedHost host, String authority, Instant now) {
    return Finding.of(
        FindingCode.CERTIFICATE_WAITS,
        host.value(),
        Found.at(now, "certificate authority " + authority, "there is no account yet"));
  }

  /**
   * The order goes on without them; nothing where there are none.
   *
   * @param silent ids of edges, which are no business of owners
   */
  static List<Finding> withoutSilent(CertifiedHost host, List<String> silent, Instant now) {
    return silent.isEmpty()
        ? List.of()
        : List.of(
            Finding.of(
                FindingCode.SILENT_EDGES_NOT_AWAITED,
                host.value(),
                Found.at(now, "edges", "not heard: " + silent.size())));
  }
}
