package net.hostedmtasts.controlplane.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads every partition of some topics from the beginning, then tails them, on a thread of its own.
 * A topic that is missing is waited for; one made anew is read from its beginning.
 */
public class WholeTopicReader implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WholeTopicReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Topics topics;
  private final List<Topic> wanted;
  private final WholeTopics taker;
  private final Consumer<String, byte[]> consumer;
  private final Map<Topic, Reading> readings = new EnumMap<>(Topic.class);
  private final Thread thread;
  private long polledAt = System.nanoTime();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** What is known of one topic while it is read. */
  private static final class Reading {
    final TopicState.Usable state;
    final List<TopicPartition> partitions;
    Map<TopicPartition, Long> until = Map.of();
    boolean complete;

    Reading(Topic topic, TopicState.Usable state) {
      this.state = state;
      this.partitions =
          IntStream.range(0, state.partitions())
              .mapToObj(number -> new TopicPartition(topic.topicName(), number))
              .toList();
    }
  }

  WholeTopicReader(
      String name,
      Topics topics,
      List<Topic> wanted,
      WholeTopics taker,
      Map<String, Object> kafka) {
    this.topics = topics;
    this.wanted = List.copyOf(wanted);
    this.taker = taker;
    this.consumer =
        new KafkaConsumer<>(
            KafkaClients.reader(kafka), new StringDeserializer(), new ByteArrayDeserializer());
    this.thread = new Thread(this::run, name);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    stopping.countDown();
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        step();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debugf("%s stops", thread.getName());
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
  }

  private void step() {
    try {
      for (Topic topic : wanted) {
        follow(topic);
      }
      if (readings.isEmpty()) {
        pause(POLL);
        return;
      }
      for (ConsumerRecord<String, byte[]> read : consumer.poll(POLL)) {
        topic(read).ifPresent(topic -> take(topic, read));
      }
      readings.forEach(this::noteComplete);
      long now = System.nanoTime();
      taker.polled(Duration.ofNanos(now - polledAt));
      polledAt = now;
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("Reading %s failed, goes on: %s", wanted, e.getMessage());
      taker.failed();
      pause(PAUSE_AFTER_FAILURE);
    }
  }

  /** Whatever stands in a record, the reader goes on with the next. */
  private void take(Topic topic, ConsumerRecord<String, byte[]> read) {
    try {
      taker.read(topic, read);
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "A record was passed over: %s-%d offset %d",
          read.topic(),
          read.partition(),
          read.offset());
    }
  }

  private void follow(Topic topic) {
    if (!(topics.state(topic) instanceof TopicState.Usable usable)) {
      return;
    }
    Reading reading = readings.get(topic);
    if (reading != null && reading.state.equals(usable)) {
      return;
    }
    Reading next = new Reading(topic, usable);
    List<TopicPartition> assigned = new ArrayList<>(next.partitions);
    readings.forEach(
        (other, held) -> {
          if (other != topic) {
            assigned.addAll(held.partitions);
          }
        });
    consumer.assign(assigned);
    consumer.seekToBeginning(next.partitions);
    next.until = consumer.endOffsets(next.partitions);
    readings.put(topic, next);
    taker.restarted(topic, usable);
  }

  private void noteComplete(Topic topic, Reading reading) {
    if (!reading.complete
        && reading.until.entrySet().stream()
            // Records have gaps: the position passes an end that no record stands at.
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      reading.complete = true;
      taker.complete(topic);
    }
  }

  private Optional<Topic> topic(ConsumerRecord<String, byte[]> read) {
    return wanted.stream().filter(topic -> topic.topicName().equals(read.topic())).findFirst();
  }

  /** Ends early when the reader is closed. */
  private void pause(Duration length) {
    try {
      if (stopping.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new WakeupException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
