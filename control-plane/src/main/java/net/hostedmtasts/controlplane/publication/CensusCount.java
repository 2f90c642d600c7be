package net.hostedmtasts.controlplane.publication;

import java.util.OptionalLong;

/**
 * Which census a topic needs next.
 *
 * @param wanted keys that the database wants served
 * @param seen keys that the topic was seen to serve, under its present id
 */
record CensusCount(long wanted, long seen) {
  /** A first census may come while single keys are still on their way: an edge needs 99 % of it. */
  private static final long ON_THE_WAY = 200;

  /**
   * Empty while the topic fills: a census of what has arrived would make an edge that refuses most
   * names look ready.
   */
  OptionalLong first() {
    return wanted - seen <= wanted / ON_THE_WAY
        ? OptionalLong.of(Math.min(wanted, seen))
        : OptionalLong.empty();
  }

  /** Lowered before withdrawals are sent, raised after the keys were seen. */
  OptionalLong after(long present) {
    long next = wanted < present ? wanted : Math.max(present, Math.min(wanted, seen));
    return next == present ? OptionalLong.empty() : OptionalLong.of(next);
  }
}
