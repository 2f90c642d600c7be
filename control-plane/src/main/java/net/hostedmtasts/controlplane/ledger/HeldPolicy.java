package net.hostedmtasts.controlplane.ledger;

import java.time.Duration;
import java.time.Instant;
import net.hostedmtasts.controlplane.policy.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A policy revision that sending MTAs may hold.
 *
 * @param maxAge as it was served
 * @param cachedFor of a policy that another host served: how long resolvers go on leading senders
 *     there after its records have gone; zero for ours
 * @param publishedAt when it was first published
 * @param replacedAt since when neither its document nor its id is answered; null while it is
 * @param heldUntil null while it is answered
 */
public record HeldPolicy(
    long revision,
    Mode mode,
    Duration maxAge,
    Duration cachedFor,
    Instant publishedAt,
    @Nullable Instant replacedAt,
    @Nullable Instant heldUntil) {

  /** Revision of a policy that another host served before this one; older than all others. */
  public static final long IMPORTED = 0;

  /** Until when it may be held, if it were replaced now. */
  public Instant heldAtMostUntil(Instant now) {
    return heldUntil == null ? now.plus(maxAge).plus(cachedFor) : heldUntil;
  }

  /** Whoever holds it refuses to deliver to other hosts, and no other mode makes mail wait. */
  public boolean binds(Instant now) {
    return mode == Mode.ENFORCE && heldAtMostUntil(now).isAfter(now);
  }
}
