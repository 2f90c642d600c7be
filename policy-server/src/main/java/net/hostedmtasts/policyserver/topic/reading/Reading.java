package net.hostedmtasts.policyserver.topic.reading;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import net.hostedmtasts.policyserver.topic.Tables;
import net.hostedmtasts.policyserver.topic.Topic;
import net.hostedmtasts.policyserver.topic.UnreadableKeys;
import net.hostedmtasts.policyserver.topic.broker.AppliedOffsets;
import net.hostedmtasts.policyserver.topic.broker.BrokerView;
import net.hostedmtasts.policyserver.topic.broker.DescribedTopic;
import net.hostedmtasts.policyserver.topic.edge.Held;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.jboss.logging.Logger;

/**
 * One set of tables being filled from the beginning of every partition, and then kept up to date.
 */
final class Reading implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Reading.class);

  private static final Duration SHORTEST_GAP = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<String, DescribedTopic> topics;
  private final Tables tables;
  private final UnreadableKeys unreadable = new UnreadableKeys();
  private final AppliedOffsets applied;
  private final RecordApplier applier;
  private final NewestRecord newest;
  private final long begunAt = System.nanoTime();
  private final Map<Topic<?>, Integer> additions = new HashMap<>();
  private long caughtUpAt = begunAt;
  private boolean lost;

  Reading(
      Consumer<byte[], byte[]> consumer,
      Map<String, DescribedTopic> topics,
      Collection<Topic<?>> features,
      Tables tables,
      BadRecords badRecords,
      NewestRecord newest) {
    this.consumer = consumer;
    this.topics = topics;
    this.tables = tables;
    this.applied = new AppliedOffsets(topics);
    this.applier = new RecordApplier(features, tables, unreadable, badRecords);
    this.newest = newest;
    features.forEach(topic -> additions.put(topic, topic.additions()));
  }

  /**
   * Places the consumer at the beginning of every partition. Throws {@code KafkaException} if
   * brokers do not answer.
   */
  void begin(Duration limit) {
    consumer.assign(applied.partitions());
    consumer.seekToBeginning(applied.partitions());
    applied
        .partitions()
        .forEach(partition -> applied.advance(partition, consumer.position(partition, limit)));
  }

  /** Applies what has arrived. @return how many records that were */
  int poll(Duration limit) {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(limit);
      records.forEach(
          record -> {
            applier.apply(record);
            newest.seen(record.timestamp());
          });
      // Only now: whoever sees these positions may rely on everything before them being answered.
      records.nextOffsets().forEach((partition, next) -> applied.advance(partition, next.offset()));
      return records.count();
    } catch (InvalidOffsetException e) {
      lose(e);
      return 0;
    }
  }

  /** The brokers no longer have what comes next in some partitions. The others are tailed on. */
  private void lose(InvalidOffsetException gone) {
    LOG.warnf("Offsets are gone, everything is read again: %s", gone.partitions());
    lost = true;
    consumer.pause(gone.partitions());
  }

  /** These tables may lack something that reading on does not bring. */
  void distrust() {
    lost = true;
  }

  /** Notes that everything before {@code view} has been applied, if it has. */
  void compareWith(BrokerView view) {
    if (view.takenAt() - caughtUpAt > 0 && applied.reached(view.endOffsets())) {
      caughtUpAt = view.takenAt();
    }
  }

  /** Whether these tables can no longer be trusted to become complete by reading on. */
  boolean outdated(BrokerView view, long now) {
    lost |= now - caughtUpAt > longestGap().toNanos() || mayReadMore();
    return lost
        || topics.entrySet().stream()
            .anyMatch(topic -> isAnother(topic.getValue(), view, topic.getKey()));
  }

  /**
   * Whether records that were skipped may be readable now. They are not kept, so that only reading
   * again brings them; a publisher sends them again as well, but with growing pauses.
   */
  private boolean mayReadMore() {
    boolean more = false;
    for (var topic : additions.entrySet()) {
      int now = topic.getKey().additions();
      if (now != topic.getValue()) {
        topic.setValue(now);
        more |= !unreadable.of(topic.getKey().name()).isEmpty();
      }
    }
    return more;
  }

  private static boolean isAnother(DescribedTopic read, BrokerView view, String name) {
    DescribedTopic now = view.topic(name);
    return now != null && !now.id().equals(read.id());
  }

  /**
   * Deletions older than {@code delete.retention.ms} may never be seen; half of it leaves time to
   * read.
   */
  private Duration longestGap() {
    Duration retention =
        topics.values().stream()
            .map(DescribedTopic::deleteRetention)
            .min(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration half = retention.dividedBy(2);
    return half.compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : half;
  }

  Map<String, DescribedTopic> topics() {
    return topics;
  }

  Tables tables() {
    return tables;
  }

  AppliedOffsets applied() {
    return applied;
  }

  UnreadableKeys unreadable() {
    return unreadable;
  }

  Held held() {
    return new Held(tables, unreadable, applied);
  }

  /** Whether everything is applied that was there when reading began. */
  boolean caughtUp() {
    return caughtUpAt != begunAt;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
