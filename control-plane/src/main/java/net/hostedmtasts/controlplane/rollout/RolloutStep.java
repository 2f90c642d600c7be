package net.hostedmtasts.controlplane.rollout;

import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.domain.DomainStatus;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import org.jspecify.annotations.Nullable;

/**
 * The next step of a hosted domain's way to the edges (RFC 8461, section 8.1: the policy first, its
 * id second).
 */
enum RolloutStep {
  /** Something has to arrive, or a date to pass, before anything can be done. */
  WAIT,
  /** The label's names are on every edge: the owner may be shown the CNAME records. */
  RECORDS_READY,
  /** Policy and certificate are on every edge: the TXT record may name the new id. */
  RELEASE_ID,
  /** The TXT record is on every edge. */
  ID_LIVE,
  /** The wind-down has ended: the TXT record goes first. */
  WITHDRAW_ID,
  /** The TXT record has gone from every edge. */
  ID_WITHDRAWN,
  /** Its TTL has passed: policy and certificate go. */
  WITHDRAW_POLICY;

  /**
   * Decides from what is known.
   *
   * @param names the label's record
   */
  static RolloutStep next(
      HostedDomain domain,
      KeyState names,
      KeyState policy,
      KeyState certificate,
      Duration txtTtl,
      Instant now) {
    if (domain.recordsReadyAt() == null && names.everywhere()) {
      return RECORDS_READY;
    }
    if (domain.ids().waiting().isPresent()) {
      return policy.everywhere() && certificate.everywhere() ? RELEASE_ID : WAIT;
    }
    if (domain.ids().released().isPresent() && domain.ids().liveAt() == null) {
      return names.everywhere() ? ID_LIVE : WAIT;
    }
    return domain.status() == DomainStatus.INACTIVE && passed(domain.windingDownUntil(), now)
        ? windDown(domain, names, txtTtl, now)
        : WAIT;
  }

  private static RolloutStep windDown(
      HostedDomain domain, KeyState names, Duration txtTtl, Instant now) {
    if (names.carriesId()) {
      return WITHDRAW_ID;
    }
    Instant withdrawn = domain.ids().withdrawnAt();
    if (withdrawn == null) {
      return names.everywhere() ? ID_WITHDRAWN : WAIT;
    }
    return passed(withdrawn.plus(txtTtl), now) ? WITHDRAW_POLICY : WAIT;
  }

  private static boolean passed(@Nullable Instant date, Instant now) {
    return date != null && !now.isBefore(date);
  }
}
