package net.hostedmtasts.controlplane.publication;

import org.jspecify.annotations.Nullable;

/** What the publisher does about one key. */
enum Decision {
  /** The topic shows what the database wants. */
  IN_SYNC,
  /** The topic lacks it. */
  SEND,
  /** An old instance sent late: its revision is ours, and newer. A fresh one wins over it. */
  TAKE_REVISION,
  /** The topic knows a revision that this database never took: it was restored from a backup. */
  HOLD_RESTORED,
  /** Served in the topic, and unknown to the database. */
  HOLD_UNKNOWN,
  /**
   * Nobody can read it, and the database does not know it. It goes: edges name only so many keys
   * that they cannot read, and every release waits for them when there are more.
   */
  CLEAR;

  /**
   * Compares the two sides of a key.
   *
   * @param desired null where the database does not know the key
   * @param observed null where the topic has no record of it
   * @param takenBefore whether the observed revision stands in the publication history
   */
  static Decision of(@Nullable Desired desired, @Nullable Observed observed, boolean takenBefore) {
    if (desired == null) {
      return observed == null ? IN_SYNC : unknown(observed);
    }
    if (observed == null || observed.revision() < desired.revision()) {
      return SEND;
    }
    if (observed.revision() == desired.revision()) {
      // The same revision with another state was not written by a publisher.
      return observed.served() == desired.served() ? IN_SYNC : TAKE_REVISION;
    }
    return takenBefore ? TAKE_REVISION : HOLD_RESTORED;
  }

  private static Decision unknown(Observed observed) {
    if (!observed.readable()) {
      return CLEAR;
    }
    return observed.served() ? HOLD_UNKNOWN : IN_SYNC;
  }
}
