package net.hostedmtasts.controlplane.revision;

/**
 * One key of one topic.
 *
 * @param topic the topic's name in Kafka
 * @param key policy domain, delegation label or policy host
 */
public record PublicationKey(String topic, String key) {
  /** Domain names have at most 253 characters; the rest is for what others wrote. */
  private static final int LONGEST = 500;

  public static PublicationKey of(PublishedTopic topic, String key) {
    return new PublicationKey(topic.topicName(), key);
  }

  /**
   * Whether a key in a topic can be asked for in the database. Whoever writes another one into a
   * topic must not stop everybody's publishing.
   */
  public static boolean possible(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST
        && key.chars().noneMatch(Character::isISOControl);
  }

  /** The topic as a constant; rows of other topics do not exist. */
  public PublishedTopic published() {
    return PublishedTopic.named(topic).orElseThrow();
  }
}
