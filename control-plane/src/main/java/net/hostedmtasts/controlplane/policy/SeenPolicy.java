package net.hostedmtasts.controlplane.policy;

import java.util.List;

/**
 * A policy as somebody serves it: valid by RFC 8461, which allows more than we would publish.
 *
 * @param maxAge seconds, 0 to 31557600
 * @param mx may be empty in mode {@code none}
 */
public record SeenPolicy(Mode mode, long maxAge, List<MxPattern> mx) {
  private static final long LONGEST = 31_557_600;

  public SeenPolicy {
    mx = List.copyOf(mx);
    if (maxAge < 0 || maxAge > LONGEST) {
      throw new InvalidValue("max_age", Long.toString(maxAge), "0 to 31557600 seconds");
    }
    if (mx.isEmpty() && mode != Mode.NONE) {
      throw new InvalidValue("policy document", "no mx", "at least one mx unless the mode is none");
    }
  }

  /** Whether one of the patterns covers the MX host. */
  public boolean covers(DomainName mxHost) {
    return mx.stream().anyMatch(pattern -> pattern.covers(mxHost));
  }
}
