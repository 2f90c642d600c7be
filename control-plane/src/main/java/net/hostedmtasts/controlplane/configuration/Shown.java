package net.hostedmtasts.controlplane.configuration;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.check.DomainCheck;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.rollout.RolloutView;
import org.jspecify.annotations.Nullable;

/**
 * A hosted domain with all that its page shows.
 *
 * @param policy what its policy's key shows; null where its policy was never published
 * @param check what the last check found; null before the first
 * @param held the database is an older copy of itself, and the edges serve what it does not know
 */
record Shown(
    HostedDomain domain,
    @Nullable Publication policy,
    @Nullable DomainCheck check,
    boolean held,
    RolloutView rollout) {

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (held) {
      findings.add(Finding.of(FindingCode.RESTORED, domain.domain().value()));
    }
    if (check != null) {
      findings.addAll(check.findings());
    }
    return findings;
  }
}
