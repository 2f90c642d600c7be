package net.hostedmtasts.policyserver.topic.broker;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers said in one look.
 *
 * @param takenAt {@link System#nanoTime()} before the look began: everything in it is at least as
 *     new
 * @param endOffsets the end of each partition of the topics described
 */
public record BrokerView(
    long takenAt, Map<String, DescribedTopic> topics, Map<TopicPartition, Long> endOffsets) {
  /** Copies what can change. */
  public BrokerView {
    topics = Map.copyOf(topics);
    endOffsets = Map.copyOf(endOffsets);
  }

  /** Null where it does not exist. */
  public @Nullable DescribedTopic topic(String name) {
    return topics.get(name);
  }

  /** Whether all of them exist. */
  public boolean hasAll(Collection<String> names) {
    return topics.keySet().containsAll(names);
  }

  /** Whether everything in it is newer than a moment. */
  public boolean takenAfter(long nanoTime) {
    return takenAt - nanoTime > 0;
  }
}
