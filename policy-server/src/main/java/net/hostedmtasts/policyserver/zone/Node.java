package net.hostedmtasts.policyserver.zone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that exists. One without records is an empty non-terminal: it exists because of the names
 * below it (RFC 4592, section 2.2.2; RFC 8020).
 */
public record Node(List<RrSet> rrSets) {
  static final Node WITHOUT_DATA = new Node(List.of());

  public Node {
    rrSets = rrSets.stream().filter(rrSet -> !rrSet.isEmpty()).toList();
  }

  /** The records of one type; null if the name has none (RFC 2308, section 2.2). */
  public @Nullable RrSet ofType(int type) {
    for (RrSet rrSet : rrSets) {
      if (rrSet.type() == type) {
        return rrSet;
      }
    }
    return null;
  }

  /**
   * What is answered to a question for ANY: one RRset, never everything (RFC 8482, section 4.1).
   */
  public @Nullable RrSet any() {
    return rrSets.isEmpty() ? null : rrSets.get(0);
  }
}
