package net.hostedmtasts.policyserver.heartbeat;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.hostedmtasts.policyserver.topic.broker.KafkaClients;
import net.hostedmtasts.policyserver.topic.edge.EdgeReport;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import net.hostedmtasts.policyserver.topic.reading.TopicReader;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a heartbeat each second, and soon after something was applied. On a thread of its own:
 * sending may wait.
 */
@Singleton
class HeartbeatSender {
  private static final Logger LOG = Logger.getLogger(HeartbeatSender.class);
  private static final String TOPIC = "mta-sts.edges";
  private static final long INTERVAL_MS = 1_000;

  /** What is applied within it is told by one heartbeat. */
  private static final long COALESCED_MS = 20;

  private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(2);

  private final String edge;
  private final EdgeStatus status;
  private final TopicReader reader;
  private final KafkaClients clients;
  private final HeartbeatWriter writer;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "heartbeats");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Producer<String, byte[]> producer;

  @Inject
  HeartbeatSender(
      EdgeId edge,
      EdgeStatus status,
      TopicReader reader,
      KafkaClients clients,
      HeartbeatWriter writer) {
    this.edge = edge.toString();
    this.status = status;
    this.reader = reader;
    this.clients = clients;
    this.writer = writer;
    thread.setDaemon(true);
  }

  void start() {
    status.onChange(wanted::release);
    thread.start();
  }

  /**
   * Ends the heartbeats and deletes this edge's key: only that makes publishers forget it at once.
   */
  void stop() {
    stopping.countDown();
    thread.interrupt();
    try {
      thread.join(GOODBYE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        if (wanted.tryAcquire(INTERVAL_MS, TimeUnit.MILLISECONDS)
            && !stopping.await(COALESCED_MS, TimeUnit.MILLISECONDS)) {
          wanted.drainPermits();
        }
        send();
      }
    } catch (InterruptedException | InterruptException e) {
      // Clears what InterruptException has set again: the goodbye still has to be sent.
      Thread.interrupted();
    }
    sayGoodbye();
  }

  private void send() {
    if (!reader.heartbeatsCanBeSent()) {
      return;
    }
    try {
      EdgeReport report = status.report();
      Callback acknowledged = (metadata, failure) -> acknowledged(report, failure);
      var unused =
          producer().send(new ProducerRecord<>(TOPIC, edge, writer.write(report)), acknowledged);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warnf("Heartbeat not sent: %s", e.getMessage());
      closeProducer();
    }
  }

  private void acknowledged(EdgeReport report, @Nullable Exception failure) {
    if (failure == null) {
      status.acknowledged(report);
    } else {
      LOG.debugf("Heartbeat not acknowledged: %s", failure.getMessage());
    }
  }

  private Producer<String, byte[]> producer() {
    if (producer == null) {
      producer = clients.producer();
    }
    return producer;
  }

  private void sayGoodbye() {
    if (producer == null) {
      return;
    }
    try {
      producer
          .send(new ProducerRecord<>(TOPIC, edge, null))
          .get(GOODBYE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf(
          "Key not deleted, publishers will find this edge silent: edge=%s reason=%s",
          edge, e.toString());
    }
    closeProducer();
  }

  private void closeProducer() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
