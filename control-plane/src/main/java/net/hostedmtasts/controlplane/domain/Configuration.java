package net.hostedmtasts.controlplane.domain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.hostedmtasts.controlplane.policy.MaxAge;
import net.hostedmtasts.controlplane.policy.Mode;
import net.hostedmtasts.controlplane.policy.MxPattern;
import net.hostedmtasts.controlplane.policy.Policy;

/**
 * What a domain owner asks for.
 *
 * @param patterns with {@link MxSource#AUTO} those added ahead of a move, kept until the owner
 *     removes them
 */
public record Configuration(Mode mode, MaxAge maxAge, MxSource source, List<MxPattern> patterns) {
  public static final int MOST_PATTERNS = 50;

  public Configuration {
    patterns = List.copyOf(patterns);
    if (patterns.size() > MOST_PATTERNS) {
      throw new InvalidValue(
          "list of MX patterns", patterns.size() + " patterns", "at most " + MOST_PATTERNS);
    }
    if (Set.copyOf(patterns).size() < patterns.size()) {
      throw new InvalidValue("list of MX patterns", patterns.toString(), "no pattern twice");
    }
    if (source == MxSource.PINNED && patterns.isEmpty()) {
      throw new InvalidValue("list of MX patterns", "empty", "at least one with the source pinned");
    }
  }

  /**
   * The policy for the MX hosts that DNS names; they do not count where the owner's list is pinned.
   */
  public Policy policy(List<MxPattern> mxHosts) {
    Set<MxPattern> patterns = new LinkedHashSet<>();
    if (source == MxSource.AUTO) {
      patterns.addAll(mxHosts);
    }
    patterns.addAll(this.patterns);
    return new Policy(mode, maxAge, List.copyOf(patterns));
  }
}
