package net.hostedmtasts.policyserver.topic.reading;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.topic.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Counts and logs records that cannot be used. One topic full of them must not fill the disk with
 * log lines.
 */
final class BadRecords {
  private static final Logger LOG = Logger.getLogger(BadRecords.class);
  private static final int LINES = 10;
  private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

  private final MeterRegistry metrics;
  private long windowBegan = System.nanoTime();
  private int inWindow;

  BadRecords(MeterRegistry metrics, Collection<? extends Topic<?>> topics) {
    this.metrics = metrics;
    // A counter that comes with its first record hides that record from whoever watches it grow.
    topics.forEach(topic -> counter(topic.name()));
  }

  void add(ConsumerRecord<?, ?> record, String reason) {
    counter(record.topic()).increment();
    if (mayLog(System.nanoTime())) {
      LOG.warnf(
          "Record skipped, what it would have replaced is served on: topic=%s partition=%d offset=%d reason=%s",
          record.topic(), record.partition(), record.offset(), reason);
    }
  }

  private Counter counter(String topic) {
    return metrics.counter("edge.records.bad", "topic", topic);
  }

  private boolean mayLog(long now) {
    if (now - windowBegan > WINDOW) {
      if (inWindow > LINES) {
        LOG.warnf("Records skipped without a line of their own: %d", inWindow - LINES);
      }
      windowBegan = now;
      inWindow = 0;
    }
    inWindow++;
    return inWindow <= LINES;
  }
}
