package net.hostedmtasts.controlplane.revision;

/**
 * One key of one topic.
 *
 * @param topic the topic's name in Kafka
 * @param key policy domain, delegation label or policy host
 */
public record PublicationKey(String topic, String key) {

  public static PublicationKey of(PublishedTopic topic, String key) {
    return new PublicationKey(topic.topicName(), key);
  }

  /** The topic as a constant; rows of other topics do not exist. */
  public PublishedTopic published() {
    return PublishedTopic.named(topic).orElseThrow();
  }
}
