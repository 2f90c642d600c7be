package net.hostedmtasts.policyserver.topic.broker;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one reading has come: for each partition the position after the last record applied. One
 * writer.
 */
public final class AppliedOffsets {
  private final Map<String, DescribedTopic> topics;
  private final Map<String, AtomicLongArray> positions = new TreeMap<>();

  /** Nothing is applied yet of these topics. */
  public AppliedOffsets(Map<String, DescribedTopic> topics) {
    this.topics = Map.copyOf(topics);
    topics.forEach((name, topic) -> positions.put(name, new AtomicLongArray(topic.partitions())));
  }

  /** Every partition of every topic. */
  public List<TopicPartition> partitions() {
    return topics.entrySet().stream()
        .flatMap(
            topic ->
                IntStream.range(0, topic.getValue().partitions())
                    .mapToObj(partition -> new TopicPartition(topic.getKey(), partition)))
        .toList();
  }

  /**
   * To be called after everything before {@code position} has been applied, never earlier:
   * publishers rely on it.
   */
  public void advance(TopicPartition partition, long position) {
    AtomicLongArray ofTopic = positions.get(partition.topic());
    if (ofTopic != null) {
      ofTopic.set(partition.partition(), position);
    }
  }

  /**
   * Records have gaps, so that only positions can tell whether everything before an end has been
   * seen.
   */
  public boolean reached(Map<TopicPartition, Long> ends) {
    return partitions().stream().allMatch(partition -> behind(partition, ends) == 0);
  }

  /** Offsets between here and the ends of {@code topic}, gaps included. */
  public long lag(String topic, Map<TopicPartition, Long> ends) {
    return partitions().stream()
        .filter(partition -> partition.topic().equals(topic))
        .mapToLong(partition -> behind(partition, ends))
        .sum();
  }

  /** As heartbeats tell it, by topic. */
  public Map<String, Applied> snapshot() {
    Map<String, Applied> snapshot = new TreeMap<>();
    topics.forEach((name, topic) -> snapshot.put(name, new Applied(topic.id(), offsets(name))));
    return snapshot;
  }

  private List<Long> offsets(String topic) {
    AtomicLongArray ofTopic = positions.getOrDefault(topic, new AtomicLongArray(0));
    return LongStream.range(0, ofTopic.length())
        .map(partition -> ofTopic.get((int) partition))
        .boxed()
        .collect(Collectors.toUnmodifiableList());
  }

  /** A partition whose end is not known is as far away as can be. */
  private long behind(TopicPartition partition, Map<TopicPartition, Long> ends) {
    AtomicLongArray ofTopic = positions.get(partition.topic());
    Long end = ends.get(partition);
    if (ofTopic == null || end == null) {
      return Long.MAX_VALUE >> 16;
    }
    return Math.max(0, end - ofTopic.get(partition.partition()));
  }
}
