package net.hostedmtasts.controlplane.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.hostedmtasts.controlplane.delegation.Delegation;
import net.hostedmtasts.controlplane.delegation.ZoneSettings;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/**
 * A domain as it was when its check began.
 *
 * @param begun when the check began: it knows nothing of what came later
 * @param live policy and newest id are on every edge, so that everybody should see them
 * @param id in the TXT record, where it is live
 * @param revision of the policy that is live
 * @param document that the policy host should answer; "" where nothing is served
 * @param rememberedUntil until then resolvers may answer the TXT record before this one, or that
 *     there is none
 * @param mx patterns of the policy
 */
record Subject(
    UUID id,
    long claim,
    Instant begun,
    PolicyDomain domain,
    Delegation delegation,
    DomainStatus status,
    boolean served,
    boolean live,
    Optional<PolicyId> policyId,
    @Nullable Long revision,
    String document,
    Instant rememberedUntil,
    List<MxPattern> mx,
    boolean dmarc) {

  /** Longer than the TTL of the TXT record and of its absence can be. */
  private static final Duration LONGEST_REMEMBERED = Duration.ofMinutes(5);

  static Subject of(
      HostedDomain domain, long claim, ZoneSettings zone, String document, Instant begun) {
    Instant live = domain.ids().liveAt();
    return new Subject(
        domain.id(),
        claim,
        begun,
        domain.domain(),
        domain.delegation(zone.name()),
        domain.status(),
        domain.served(),
        domain.ids().live(),
        domain.ids().released(),
        domain.ids().releasedRevision(),
        document,
        live == null ? Instant.MAX : live.plus(LONGEST_REMEMBERED),
        domain.policy().map(policy -> policy.mx()).orElse(List.of()),
        domain.dmarcMonitoring());
  }

  /** Whether what senders should see has stayed the same since. */
  boolean stillIs(HostedDomain now) {
    return live
        && now.ids().live()
        && now.ids().released().equals(policyId)
        && now.served() == served;
  }
}
