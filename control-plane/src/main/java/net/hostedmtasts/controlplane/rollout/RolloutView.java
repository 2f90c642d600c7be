package net.hostedmtasts.controlplane.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a domain's policy has come.
 *
 * @param policyRevision the revision that is to be on every edge
 * @param id the id that is to be on every edge
 * @param steps the way of the domain to {@code active}, in its order
 * @param waitingFor what has to happen next, in one sentence; absent when all is done
 * @param liveOn edges that have the policy and its id
 * @param of edges that count
 */
public record RolloutView(
    @Nullable Long policyRevision,
    @Nullable String id,
    List<StepView> steps,
    @Nullable String waitingFor,
    int liveOn,
    int of,
    List<EdgeRollout> edges) {

  /**
   * One step.
   *
   * @param step {@code cnames_seen}, {@code certificate_issued}, {@code policy_live}, {@code
   *     id_released}, {@code id_live} or {@code checked}
   * @param at when it was done; absent while it is not
   */
  public record StepView(String step, @Nullable Instant at) {}

  /**
   * One edge.
   *
   * @param policyRevision the policy revision that it has; absent where it is older than what is
   *     known here
   * @param idRevision the policy revision that its TXT record's id belongs to
   * @param policySince since when it has the present policy
   * @param idSince since when it has the present id
   */
  public record EdgeRollout(
      String edge,
      String state,
      @Nullable Long policyRevision,
      @Nullable Long idRevision,
      @Nullable Instant policySince,
      @Nullable Instant idSince) {}
}
