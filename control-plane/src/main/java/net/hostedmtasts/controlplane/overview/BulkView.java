package net.hostedmtasts.controlplane.overview;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What came of each line.
 *
 * @param results in the order of the request
 */
public record BulkView(List<Result> results) {
  public BulkView {
    results = List.copyOf(results);
  }

  /** What came of one line. */
  @Schema(name = "BulkOutcome")
  public enum Outcome {
    /** It is there now. */
    @JsonProperty("added")
    ADDED,
    /** It was there before, or stands in the list before. */
    @JsonProperty("exists")
    EXISTS,
    /** Nothing was done; the problem says why. */
    @JsonProperty("refused")
    REFUSED
  }

  /**
   * One line.
   *
   * @param domain in A-labels, or as it was given where it is no domain
   * @param problem absent where it was added
   */
  @Schema(name = "BulkResult")
  public record Result(String domain, Outcome outcome, @Nullable LineProblem problem) {
    static Result added(PolicyDomain domain) {
      return new Result(domain.value(), Outcome.ADDED, null);
    }

    static Result exists(PolicyDomain domain, String detail) {
      return new Result(
          domain.value(),
          Outcome.EXISTS,
          LineProblem.of(new Refused(Reason.DOMAIN_EXISTS, detail)));
    }

    static Result refused(String given, String detail) {
      return new Result(
          given, Outcome.REFUSED, LineProblem.of(new Refused(Reason.INVALID_VALUE, detail)));
    }
  }

  /** The problem that the line alone would have been answered with (RFC 9457). */
  @Schema(name = "BulkProblem")
  public record LineProblem(String type, String title, int status, String detail) {
    static LineProblem of(Refused refused) {
      Reason reason = refused.reason();
      return new LineProblem(reason.type(), reason.title(), reason.status(), refused.detail());
    }
  }
}
