package net.hostedmtasts.controlplane.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.hostedmtasts.controlplane.dns.DnsAnswer;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
import net.hostedmtasts.controlplane.mx.MxCoverage;
import net.hostedmtasts.controlplane.mx.MxFindings;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;

/**
 * What one check has seen.
 *
 * @param mx what both sides say about the MX records
 * @param mxHosts what is wrong with the hosts that they name
 * @param dmarc what keeps its DMARC from being monitored
 * @param caa the CAA records that count for the policy host, nearest first, as far as was asked
 * @param served what a sending MTA gets, where something is served
 */
record Observation(
    DelegationReading delegations,
    MxSeen mx,
    List<Finding> mxHosts,
    List<Finding> dmarc,
    List<DnsAnswer> caa,
    Optional<ServedObservation> served) {
  Observation {
    mxHosts = List.copyOf(mxHosts);
    dmarc = List.copyOf(dmarc);
    caa = List.copyOf(caa);
  }

  DelegationSeen delegation() {
    return delegations.seen();
  }

  /**
   * What it means for the domain as it is now.
   *
   * @param looked what is served has stayed the same since the check began
   * @param elsewhere both CNAME records belong to another account
   * @param authorities CAA "issue" values of the authorities that are used here
   */
  Verdict verdict(
      HostedDomain domain,
      Subject subject,
      boolean looked,
      boolean elsewhere,
      List<String> authorities,
      Instant now) {
    List<Finding> findings = new ArrayList<>();
    if (domain.status() == DomainStatus.INACTIVE && !domain.windingDown()) {
      if (domain.verification().enabledAt() != null) {
        findings.addAll(leftBehind(elsewhere));
      }
      return new Verdict(delegation(), false, delegations.cnames(), List.of(), findings);
    }
    if (ending(domain, now)) {
      return new Verdict(delegation(), false, delegations.cnames(), List.of(), findings);
    }
    findings.addAll(delegation(domain, elsewhere));
    ServedFindings asSender =
        looked
            ? served
                .map(seen -> ServedFindings.of(seen, subject, now))
                .orElse(ServedFindings.NOTHING)
            : ServedFindings.NOTHING;
    asSender.all().stream()
        .filter(one -> findings.stream().noneMatch(one::same))
        .toList()
        .forEach(findings::add);
    findings.addAll(CaaFindings.of(subject.domain().policyHost().value(), caa, authorities));
    findings.addAll(mx(domain));
    findings.addAll(dmarc);
    return new Verdict(
        delegation(), asSender.seen(), delegations.cnames(), mxStates(domain), findings);
  }

  /** At the end of a wind-down, records that lead nowhere any more are what is wanted. */
  private static boolean ending(HostedDomain domain, Instant now) {
    Instant until = domain.windingDownUntil();
    return domain.windingDown()
        && until != null
        && (!now.isBefore(until) || domain.ids().withdrawnAt() != null);
  }

  private List<Finding> mx(HostedDomain domain) {
    List<Finding> findings = new ArrayList<>(mxHosts);
    Optional<Configuration> configuration = domain.configuration();
    Optional<Policy> policy = domain.policy();
    if (configuration.isEmpty() || policy.isEmpty()) {
      return findings;
    }
    MxFindings.records(mx).stream()
        .filter(Observation::notSaidByTheDelegation)
        .forEach(findings::add);
    findings.addAll(MxFindings.notCovered(policy.get().mx(), policy.get().mode(), mx));
    if (configuration.get().source() == MxSource.PINNED) {
      findings.addAll(MxFindings.pinnedDrift(configuration.get().patterns(), mx));
    }
    return findings;
  }

  /** A zone that does not resolve is told once, for the two names. */
  private static boolean notSaidByTheDelegation(Finding finding) {
    return finding.code() != FindingCode.ZONE_NOT_RESOLVING;
  }

  private List<MxHostState> mxStates(HostedDomain domain) {
    List<MxPattern> patterns = domain.policy().map(Policy::mx).orElse(List.of());
    return MxCoverage.of(patterns, mx.live()).hosts().stream().map(MxHostState::of).toList();
  }

  private List<Finding> leftBehind(boolean elsewhere) {
    if (elsewhere) {
      return elsewhereFindings(Severity.INFO);
    }
    return LeftBehind.findings(delegations.cnames());
  }

  private List<Finding> delegation(HostedDomain domain, boolean elsewhere) {
    if (elsewhere) {
      return elsewhereFindings(Severity.ERROR);
    }
    boolean here = delegation() instanceof DelegationSeen.Here;
    return delegations.findings().stream()
        .map(finding -> domain.served() ? (here ? finding : lost(finding)) : refused(finding))
        .toList();
  }

  /** What does not prove that a domain is to be served here is more than a detour. */
  private static Finding refused(Finding finding) {
    return finding.code() == FindingCode.CNAME_CHAIN ? finding.as(Severity.ERROR) : finding;
  }

  /**
   * Of a domain that is served, a record that no name server has is more than one that is waited
   * for.
   */
  private Finding lost(Finding finding) {
    return finding.code() == FindingCode.CNAME_MISSING
            && delegations.gone().contains(finding.subject())
        ? Finding.of(
            FindingCode.DELEGATION_LOST, finding.subject(), finding.expected(), finding.found())
        : finding;
  }

  private List<Finding> elsewhereFindings(Severity severity) {
    return delegations.findings().stream()
        .map(
            finding ->
                // Where the records lead belongs to the other account.
                Finding.of(
                        FindingCode.DELEGATED_ELSEWHERE,
                        finding.subject(),
                        finding.expected(),
                        List.of())
                    .as(severity))
        .toList();
  }
}
