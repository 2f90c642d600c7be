package net.hostedmtasts.controlplane.revision;

import java.util.Optional;

/** A compacted topic whose keys are published by difference (deploy/contract). */
public enum PublishedTopic {
  POLICIES("mta-sts.policies"),
  RECORDS("mta-sts.records"),
  CERTIFICATES("mta-sts.certificates");

  private final String topicName;

  PublishedTopic(String topicName) {
    this.topicName = topicName;
  }

  /** Name of the topic in Kafka. */
  public String topicName() {
    return topicName;
  }

  /** The topic with this name in Kafka. */
  public static Optional<PublishedTopic> named(String topicName) {
    for (PublishedTopic topic : values()) {
      if (topic.topicName.equals(topicName)) {
        return Optional.of(topic);
      }
    }
    return Optional.empty();
  }
}
