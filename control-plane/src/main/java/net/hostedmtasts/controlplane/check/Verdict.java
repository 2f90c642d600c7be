package net.hostedmtasts.controlplane.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.Severity;

/**
 * What one check says about a domain.
 *
 * @param served policy and id were looked at as a sending MTA does it
 */
record Verdict(
    DelegationSeen delegation,
    boolean served,
    List<CnameState> cnames,
    List<MxHostState> mxHosts,
    List<Finding> findings) {
  Verdict {
    cnames = List.copyOf(cnames);
    mxHosts = List.copyOf(mxHosts);
    findings = List.copyOf(findings);
  }

  /** With what else a person should know; nothing is told twice. */
  Verdict with(List<Finding> more) {
    List<Finding> all = new ArrayList<>(findings);
    more.stream().filter(one -> all.stream().noneMatch(one::same)).forEach(all::add);
    return new Verdict(delegation, served, cnames, mxHosts, all);
  }

  static Set<String> errors(List<Finding> findings) {
    Set<String> errors = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR) {
        errors.add(finding.code().value());
      }
    }
    return errors;
  }
}
