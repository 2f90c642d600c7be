package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What checks have seen of a hosted domain since its owner enabled it. */
@Embeddable
public class Verification {
  @Column(name = "enabled_at")
  private @Nullable Instant enabledAt;

  @Column(name = "delegated_at")
  private @Nullable Instant delegatedAt;

  @Column(name = "delegation_seen_at")
  private @Nullable Instant delegationSeenAt;

  @Column(name = "delegation_ttl")
  private @Nullable Long delegationTtl;

  @Column(name = "delegation_lost_at")
  private @Nullable Instant delegationLostAt;

  @Column(name = "certificate_at")
  private @Nullable Instant certificateAt;

  @Column(name = "checked_at")
  private @Nullable Instant checkedAt;

  public @Nullable Instant enabledAt() {
    return enabledAt;
  }

  /**
   * Since when both CNAME records carry the domain's label: from then on its policy is published.
   */
  public @Nullable Instant delegatedAt() {
    return delegatedAt;
  }

  public @Nullable Instant certificateAt() {
    return certificateAt;
  }

  /** The first check from outside that found everything well. */
  public @Nullable Instant checkedAt() {
    return checkedAt;
  }

  /** Since when checks miss the CNAME records of a domain that is served. */
  public @Nullable Instant delegationLostAt() {
    return delegationLostAt;
  }

  /** The last check that saw both CNAME records carry the domain's label. */
  public @Nullable Instant delegationSeenAt() {
    return delegationSeenAt;
  }

  /** How long resolvers go on following CNAME records that have gone: their TTL. */
  public Duration cachedFor() {
    return delegationTtl == null ? Duration.ZERO : Duration.ofSeconds(delegationTtl);
  }

  void enabled(Instant now) {
    enabledAt = now;
    checkedAt = null;
  }

  void seen(Duration ttl, Instant now) {
    if (delegatedAt == null) {
      delegatedAt = now;
    }
    delegationSeenAt = now;
    delegationTtl = ttl.toSeconds();
    delegationLostAt = null;
  }

  void lost(Instant now) {
    if (delegatedAt != null && delegationLostAt == null) {
      delegationLostAt = now;
    }
  }

  void certified(Instant now) {
    if (certificateAt == null) {
      certificateAt = now;
    }
  }

  void checked(Instant now) {
    if (checkedAt == null) {
      checkedAt = now;
    }
  }

  void ended() {
    delegatedAt = null;
    delegationSeenAt = null;
    delegationTtl = null;
    delegationLostAt = null;
    certificateAt = null;
    checkedAt = null;
  }
}
