package net.hostedmtasts.controlplane.topic;

/** What a describe showed of a topic. */
public sealed interface TopicState {

  /** Not there, or the brokers have not answered yet: wait. */
  record Missing(String reason) implements TopicState {}

  /**
   * There, with settings to work with.
   *
   * @param topicId Kafka's id: another one means another topic under the same name
   */
  record Usable(String topicId, int partitions) implements TopicState {}

  /** There, and not to be worked with. The reason names the fix. */
  record Unusable(String reason) implements TopicState {}
}
