package net.hostedmtasts.controlplane.domain;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.Optional;
import net.hostedmtasts.controlplane.policy.PolicyId;
import org.jspecify.annotations.Nullable;

/**
 * The ids of a hosted domain's policy: the one in its TXT record, and the one that waits until
 * every edge has its policy (RFC 8461, section 8.1).
 */
@Embeddable
public class PolicyIds {
  @Column(name = "policy_id")
  private @Nullable String released;

  @Column(name = "policy_id_revision")
  private @Nullable Long releasedRevision;

  @Column(name = "waiting_id")
  private @Nullable String waiting;

  @Column(name = "waiting_revision")
  private @Nullable Long waitingRevision;

  @Column(name = "waiting_since")
  private @Nullable Instant waitingSince;

  @Column(name = "fresh_id_at")
  private @Nullable Instant freshIdAt;

  @Column(name = "policy_live_at")
  private @Nullable Instant policyLiveAt;

  @Column(name = "id_released_at")
  private @Nullable Instant releasedAt;

  @Column(name = "id_live_at")
  private @Nullable Instant liveAt;

  @Column(name = "id_withdrawn_at")
  private @Nullable Instant withdrawnAt;

  /** The id in the TXT record that was released last. */
  public Optional<PolicyId> released() {
    return Optional.ofNullable(released).map(PolicyId::new);
  }

  /** The policy revision that the released id belongs to. */
  public @Nullable Long releasedRevision() {
    return releasedRevision;
  }

  /** The id that waits until every edge has its policy. */
  public Optional<PolicyId> waiting() {
    return Optional.ofNullable(waiting).map(PolicyId::new);
  }

  /** The id that senders see, or are to see next. */
  public Optional<PolicyId> newest() {
    return waiting().or(this::released);
  }

  public @Nullable Instant waitingSince() {
    return waitingSince;
  }

  public @Nullable Instant freshIdAt() {
    return freshIdAt;
  }

  /** The policy of the released id is on every edge. */
  public @Nullable Instant policyLiveAt() {
    return policyLiveAt;
  }

  public @Nullable Instant releasedAt() {
    return releasedAt;
  }

  /** The released id is on every edge. */
  public @Nullable Instant liveAt() {
    return liveAt;
  }

  /** The TXT record has gone from every edge. */
  public @Nullable Instant withdrawnAt() {
    return withdrawnAt;
  }

  /** Every edge answers the newest id. */
  public boolean live() {
    return released != null && waiting == null && liveAt != null;
  }

  boolean belongTo(long revision) {
    Long newest = waiting == null ? releasedRevision : waitingRevision;
    return newest != null && newest == revision;
  }

  void await(long revision, Instant now) {
    waiting = PolicyId.fresh(now).value();
    waitingRevision = revision;
    waitingSince = now;
    policyLiveAt = null;
    releasedAt = null;
    liveAt = null;
  }

  /** Another id for the policy that is shown, where none waits already. */
  void refresh(Instant now) {
    if (waiting == null && releasedRevision != null) {
      await(releasedRevision, now);
      freshIdAt = now;
    }
  }

  /** What was released for the policy before it became this domain's. */
  void inherit(PolicyIds before) {
    released = before.released;
    releasedRevision = before.releasedRevision;
    releasedAt = before.releasedAt;
    liveAt = before.liveAt;
  }

  PolicyId release(long revision, Instant now) {
    PolicyId id = newest().orElseThrow(() -> new IllegalStateException("no id waits"));
    released = id.value();
    releasedRevision = revision;
    waiting = null;
    waitingRevision = null;
    waitingSince = null;
    policyLiveAt = now;
    releasedAt = now;
    withdrawnAt = null;
    return id;
  }

  void live(Instant now) {
    liveAt = now;
  }

  void withdrawn(Instant now) {
    withdrawnAt = now;
  }

  void stay() {
    withdrawnAt = null;
  }

  void forget() {
    released = null;
    releasedRevision = null;
    waiting = null;
    waitingRevision = null;
    waitingSince = null;
    policyLiveAt = null;
    releasedAt = null;
    liveAt = null;
    withdrawnAt = null;
  }
}
