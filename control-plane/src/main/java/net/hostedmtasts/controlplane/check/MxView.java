package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.domain.Configuration;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.MxSource;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.mx.MxCoverage;
import net.hostedmtasts.controlplane.mx.MxFindings;
import net.hostedmtasts.controlplane.mx.MxFollowing;
import net.hostedmtasts.controlplane.mx.MxHostSeen;
import net.hostedmtasts.controlplane.mx.MxSeen;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The MX hosts of a domain.
 *
 * @param checkedAt when they were looked at
 * @param source where the policy's patterns come from; absent while nothing is configured
 * @param hosts live ones
 * @param following hosts that a policy with the source {@code auto} lists
 * @param warnings what dropping a host means; before the first check, what is odd about the records
 */
public record MxView(
    @Nullable Instant checkedAt,
    @Nullable MxSource source,
    List<MxHostState> hosts,
    List<FollowedView> following,
    List<Finding> warnings) {

  /**
   * A host that the policy lists because DNS names it, or did a short time ago.
   *
   * @param missingSince since when DNS names others only
   * @param listedUntil when it leaves the policy by itself; absent while it is in use
   */
  public record FollowedView(
      DomainName host,
      Instant firstSeen,
      Instant lastSeen,
      @Nullable Instant missingSince,
      @Nullable Instant listedUntil) {

    static FollowedView of(MxHostSeen seen, Duration keep) {
      return new FollowedView(
          seen.host(),
          seen.firstSeen(),
          seen.lastSeen(),
          seen.missingSince(),
          seen.listedUntil(keep).orElse(null));
    }
  }

  static MxView of(
      HostedDomain domain, @Nullable DomainCheck check, Duration keep, List<Finding> warnings) {
    return new MxView(
        check == null ? null : check.checkedAt(),
        domain.configuration().map(Configuration::source).orElse(null),
        check == null ? List.of() : check.mxHosts(),
        MxFollowing.read(domain.mxFollowing()).hosts().stream()
            .map(seen -> FollowedView.of(seen, keep))
            .toList(),
        warnings);
  }

  /** With what was seen just now, where no check has looked yet. */
  MxView with(MxSeen seen, HostedDomain domain, Instant now) {
    List<MxPattern> patterns = domain.policy().map(Policy::mx).orElse(List.of());
    List<Finding> said = new ArrayList<>(warnings);
    said.addAll(MxFindings.records(seen));
    return new MxView(
        now,
        source,
        MxCoverage.of(patterns, seen.live()).hosts().stream().map(MxHostState::of).toList(),
        following,
        said);
  }
}
