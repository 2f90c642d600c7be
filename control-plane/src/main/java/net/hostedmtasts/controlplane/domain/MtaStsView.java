package net.hostedmtasts.controlplane.domain;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyId;
import net.hostedmtasts.controlplane.revision.Publication;
import org.jspecify.annotations.Nullable;

/**
 * A domain's MTA-STS as the API shows it. Never configured: inactive, without mode, max_age and mx.
 *
 * @param policy what is served, or on its way to the edges
 * @param windingDownUntil until then the CNAME records must stay: sending MTAs may hold the old
 *     policy
 */
public record MtaStsView(
    String status,
    Instant statusSince,
    @Nullable Mode mode,
    @Nullable MaxAge maxAge,
    @Nullable MxView mx,
    @Nullable PolicyView policy,
    @Nullable Instant windingDownUntil,
    List<Finding> findings) {

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

  static MtaStsView of(Configurations.Shown shown) {
    HostedDomain domain = shown.domain();
    Configuration configuration = domain.configuration().orElse(null);
    return new MtaStsView(
        domain.status().value(),
        domain.statusSince(),
        configuration == null ? null : configuration.mode(),
        configuration == null ? null : configuration.maxAge(),
        configuration == null ? null : mx(domain, configuration),
        policy(domain, shown.policy()),
        domain.windingDownUntil(),
        shown.findings());
  }

  private static MxView mx(HostedDomain domain, Configuration configuration) {
    return new MxView(configuration.source(), configuration.patterns(), domain.mxHosts());
  }

  private static @Nullable PolicyView policy(HostedDomain domain, @Nullable Publication policy) {
    if (policy == null || !policy.served()) {
      return null;
    }
    return domain
        .waitingId()
        .or(domain::releasedId)
        .map(
            id ->
                new PolicyView(id, policy.revision(), ServedPolicy.read(policy.body()).document()))
        .orElse(null);
  }
}
