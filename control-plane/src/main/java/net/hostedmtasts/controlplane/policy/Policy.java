package net.hostedmtasts.controlplane.policy;

import java.util.HashSet;
import java.util.List;

/**
 * What a domain asks of sending MTAs (RFC 8461, section 3.2). It has {@code mx} patterns in every
 * mode, also in {@code none}: there are senders that refuse a policy without one and go on with the
 * old policy.
 *
 * @param mx 1 to 100 patterns, none twice
 */
public record Policy(Mode mode, MaxAge maxAge, List<MxPattern> mx) {
  private static final int MAX_PATTERNS = 100;

  public Policy {
    mx = List.copyOf(mx);
    if (mx.isEmpty() || mx.size() > MAX_PATTERNS) {
      throw new InvalidValue("list of MX patterns", mx.size() + " patterns", "1 to 100 patterns");
    }
    HashSet<MxPattern> seen = new HashSet<>();
    for (MxPattern pattern : mx) {
      if (!seen.add(pattern)) {
        throw new InvalidValue("list of MX patterns", pattern.value(), "no pattern twice");
      }
    }
  }

  /** How long senders keep it. A policy {@code none} is there to be forgotten: always a day. */
  public MaxAge servedMaxAge() {
    return mode == Mode.NONE ? MaxAge.ONE_DAY : maxAge;
  }

  /** Whether one of the patterns covers the MX host. */
  public boolean covers(DomainName mxHost) {
    return mx.stream().anyMatch(pattern -> pattern.covers(mxHost));
  }
}
