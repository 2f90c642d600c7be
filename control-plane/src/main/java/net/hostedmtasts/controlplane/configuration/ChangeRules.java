package net.hostedmtasts.controlplane.configuration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.LifeSettings;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.mx.MailProvider;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;

/** What has to be acknowledged before a policy is enforced: mail may be lost by it. */
@ApplicationScoped
class ChangeRules {
  private final LifeSettings life;
  private final Clock clock;

  ChangeRules(LifeSettings life, Clock clock) {
    this.life = life;
    this.clock = clock;
  }

  /**
   * The warnings that a change overrides.
   *
   * @param hosts that the policy follows
   */
  List<Finding> overridden(
      HostedDomain domain, Configuration wanted, List<MxPattern> hosts, LiveMx.Live live) {
    if (wanted.mode() != Mode.ENFORCE) {
      return List.of();
    }
    List<Finding> overridden = new ArrayList<>();
    if (!enforces(domain) && !testedLongEnough(domain)) {
      overridden.add(early(domain));
    }
    Policy policy = wanted.policy(hosts);
    if (!enforcedAlready(domain, policy)) {
      overridden.addAll(live.unknown());
    }
    live.hosts().stream()
        .filter(host -> !policy.covers(host))
        .map(
            host ->
                Finding.of(
                    FindingCode.MX_NOT_COVERED,
                    host.value(),
                    MailProvider.of(host)
                        .map(provider -> provider.pattern(host))
                        .orElseGet(() -> MxPattern.of(host))
                        .value(),
                    List.of()))
        .forEach(overridden::add);
    return overridden;
  }

  /** Refuses a change whose warnings are not all acknowledged. */
  static void requireAcknowledged(List<Finding> overridden, Set<FindingCode> acknowledged) {
    List<Finding> open =
        overridden.stream().filter(finding -> !acknowledged.contains(finding.code())).toList();
    if (open.isEmpty()) {
      return;
    }
    boolean mx = open.stream().anyMatch(one -> one.code() == FindingCode.MX_NOT_COVERED);
    String codes =
        open.stream()
            .map(finding -> finding.code().value())
            .distinct()
            .collect(Collectors.joining(", "));
    throw new Refused(
            mx ? Reason.MX_NOT_COVERED : Reason.ACKNOWLEDGEMENT_REQUIRED,
            open.stream().map(Finding::advice).distinct().collect(Collectors.joining(" "))
                + " To do it all the same, send acknowledge with: "
                + codes
                + ".")
        .field("/acknowledge")
        .with("findings", open);
  }

  /** A policy that is enforced with these patterns loses no more mail than it does already. */
  private static boolean enforcedAlready(HostedDomain domain, Policy wanted) {
    return enforces(domain)
        && domain.policy().filter(now -> wanted.mx().containsAll(now.mx())).isPresent();
  }

  static boolean enforces(HostedDomain domain) {
    return domain.policy().filter(now -> now.mode() == Mode.ENFORCE).isPresent();
  }

  private boolean testedLongEnough(HostedDomain domain) {
    Instant since = domain.testingSince();
    return since != null && !clock.instant().isBefore(since.plus(life.testingAtLeast()));
  }

  private Finding early(HostedDomain domain) {
    Instant since = domain.testingSince();
    String until =
        since == null
            ? life.testingAtLeast().toDays() + " days after it is active"
            : since.plus(life.testingAtLeast()).truncatedTo(ChronoUnit.SECONDS).toString();
    return Finding.of(FindingCode.ENFORCE_EARLY, domain.domain().value(), until, List.of());
  }
}
