package net.hostedmtasts.policyserver.topic;

/**
 * How many keys the database wants served in one topic.
 *
 * @param topicId the topic counted: a topic created anew under the same name is another one
 */
public record Census(long revision, String topicId, int partitions, int keys)
    implements Revisioned {
  @Override
  public boolean served() {
    return true;
  }

  /** At least 99 %, rounded down, and never nothing where something is wanted. */
  public int enough() {
    return keys == 0 ? 0 : Math.max(1, (int) (keys * 99L / 100));
  }
}
