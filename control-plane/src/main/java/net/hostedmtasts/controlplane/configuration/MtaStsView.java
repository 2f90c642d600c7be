package net.hostedmtasts.controlplane.configuration;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.check.CnameState;
import net.hostedmtasts.controlplane.check.DomainCheck;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.domain.ServedPolicy;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.revision.Publication;
import net.hostedmtasts.controlplane.rollout.RolloutView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A domain's MTA-STS as the API shows it. Never configured: inactive, without mode, max_age and mx.
 *
 * @param policy what is served, or on its way to the edges
 * @param windingDownUntil until then the CNAME records must stay: sending MTAs may hold the old
 *     policy
 * @param cnames the two CNAME records as the last check saw them; none before the first
 * @param nextCheckAt when the domain is looked at next; absent while nothing is to be looked at
 */
public record MtaStsView(
    @Schema(implementation = DomainStatus.class) String status,
    Instant statusSince,
    @Nullable Mode mode,
    @Nullable MaxAge maxAge,
    @Nullable MxView mx,
    @Nullable PolicyView policy,
    @Nullable Instant windingDownUntil,
    List<CnameState> cnames,
    List<Finding> findings,
    @Nullable Instant checkedAt,
    @Nullable Instant nextCheckAt,
    RolloutView rollout) {

  /**
   * The MX patterns and where they come from.
   *
   * @param hosts with the source {@code auto}, those that DNS named
   */
  public record MxView(MxSource source, List<MxPattern> patterns, List<MxPattern> hosts) {}

  /**
   * The policy.
   *
   * @param id in the TXT record, once every edge has the policy
   * @param revision orders what is published
   * @param document byte for byte as it is served
   */
  public record PolicyView(PolicyId id, long revision, String document) {}

  static MtaStsView of(Shown shown) {
    HostedDomain domain = shown.domain();
    DomainCheck check = shown.check();
    Configuration configuration = domain.configuration().orElse(null);
    return new MtaStsView(
        domain.status().value(),
        domain.statusSince(),
        configuration == null ? null : configuration.mode(),
        configuration == null ? null : configuration.maxAge(),
        configuration == null ? null : mx(domain, configuration),
        policy(domain, shown.policy()),
        domain.windingDownUntil(),
        check == null ? List.of() : check.cnames(),
        shown.findings(),
        check == null ? null : check.checkedAt(),
        check == null ? null : check.nextAt(),
        shown.rollout());
  }

  private static MxView mx(HostedDomain domain, Configuration configuration) {
    return new MxView(configuration.source(), configuration.patterns(), domain.mxHosts());
  }

  private static @Nullable PolicyView policy(HostedDomain domain, @Nullable Publication policy) {
    if (policy == null || !policy.served()) {
      return null;
    }
    return domain
        .ids()
        .newest()
        .map(
            id ->
                new PolicyView(id, policy.revision(), ServedPolicy.read(policy.body()).document()))
        .orElse(null);
  }
}
