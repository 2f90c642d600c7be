package net.hostedmtasts.controlplane.rollout;

import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.ledger.HeldPolicy;
import net.hostedmtasts.controlplane.policy.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Until when sending MTAs may hold what was served.
 *
 * @param enforcedUntil until when a policy of mode {@code enforce} may be held, if all were
 *     replaced now; absent where none may
 * @param items newest first
 */
public record LedgerView(@Nullable Instant enforcedUntil, List<HeldView> items) {

  /**
   * One revision.
   *
   * @param maxAge seconds
   * @param replacedAt since when neither its document nor its id is answered; absent while it is
   * @param heldUntil absent while it is answered
   * @param reason in one sentence
   */
  public record HeldView(
      long revision,
      Mode mode,
      long maxAge,
      Instant publishedAt,
      @Nullable Instant replacedAt,
      @Nullable Instant heldUntil,
      String reason) {

    static HeldView of(HeldPolicy held) {
      return new HeldView(
          held.revision(),
          held.mode(),
          held.maxAge().toSeconds(),
          held.publishedAt(),
          held.replacedAt(),
          held.heldUntil(),
          reason(held));
    }

    private static String reason(HeldPolicy held) {
      String what =
          held.revision() == HeldPolicy.IMPORTED
              ? "It was served by another host before"
              : "It is served, or an edge that is not heard may still serve it";
      return held.replacedAt() == null
          ? what + ": senders may hold it for its max_age from the time at which it is replaced."
          : "Who fetched it just before it was replaced may hold it for its max_age.";
    }
  }

  static LedgerView of(List<HeldPolicy> all, Instant now) {
    Instant enforced =
        all.stream()
            .filter(held -> held.binds(now))
            .map(held -> held.heldAtMostUntil(now))
            .max(Instant::compareTo)
            .orElse(null);
    return new LedgerView(enforced, all.stream().map(HeldView::of).toList());
  }
}
