package net.hostedmtasts.controlplane.topic;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what a {@link WholeTopicReader} reads. All calls come from its one thread. */
public interface WholeTopics {
  /**
   * Reading starts at the beginning, also after the topic was made anew: forget what was read of
   * it.
   */
  void restarted(Topic topic, TopicState.Usable state);

  void read(Topic topic, ConsumerRecord<String, byte[]> read);

  /** All that stood in the topic when reading started has been read. */
  void complete(Topic topic);

  /**
   * After each poll, also one without records; {@code sincePoll} is how long ago the poll before
   * ended.
   */
  default void polled(java.time.Duration sincePoll) {}

  /** Reading failed and goes on later. */
  default void failed() {}
}
