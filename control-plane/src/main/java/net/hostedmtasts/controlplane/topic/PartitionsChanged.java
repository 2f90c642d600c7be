package net.hostedmtasts.controlplane.topic;

/**
 * More partitions than before under the same topic id: keys then stand in two partitions, the older
 * value for ever.
 */
public final class PartitionsChanged {
  private PartitionsChanged() {}

  /** What an operator has to do. */
  public static String reason(Topic topic, int before, int now) {
    return "it had "
        + before
        + " partitions and has "
        + now
        + ", so keys have moved to other partitions. Fix: delete "
        + topic.topicName()
        + "; it is made anew and filled from the database while the edges answer on.";
  }
}
