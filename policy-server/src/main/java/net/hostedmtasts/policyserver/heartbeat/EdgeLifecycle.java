package net.hostedmtasts.policyserver.heartbeat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.certificate.SealingKeyWatch;
import net.hostedmtasts.policyserver.listener.Listeners;
import net.hostedmtasts.policyserver.topic.edge.EdgeSettings;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import net.hostedmtasts.policyserver.topic.reading.TopicReader;
import org.jboss.logging.Logger;

/** Starts reading and reporting, and ends them in the order that loses no answer. */
@Singleton
public class EdgeLifecycle {
  private static final Logger LOG = Logger.getLogger(EdgeLifecycle.class);

  private final EdgeId edge;
  private final TopicReader reader;
  private final HeartbeatSender heartbeats;
  private final EdgeStatus status;
  private final Listeners listeners;
  private final SealingKeyWatch sealingKeys;
  private final EdgeSettings settings;
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Inject
  EdgeLifecycle(
      EdgeId edge,
      TopicReader reader,
      HeartbeatSender heartbeats,
      EdgeStatus status,
      Listeners listeners,
      SealingKeyWatch sealingKeys,
      EdgeSettings settings) {
    this.edge = edge;
    this.reader = reader;
    this.heartbeats = heartbeats;
    this.status = status;
    this.listeners = listeners;
    this.sealingKeys = sealingKeys;
    this.settings = settings;
  }

  void start(@Observes StartupEvent started) {
    LOG.infof("Edge: id=%s", edge);
    reader.start();
    heartbeats.start();
    sealingKeys.start();
  }

  /**
   * Says {@code leaving} and answers on for the grace period. An edge that never answered has
   * nothing to wait for. While this blocks, challenges and probes are still answered as well.
   */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    boolean answering = status.answering();
    status.leaving();
    if (answering) {
      LOG.infof("Leaving: answers end in %s", settings.gracePeriod());
      waitForGracePeriod();
    }
  }

  /** Closes the listeners first: only then publishers may forget this edge. */
  void stop(@Observes ShutdownEvent stopping) {
    stopped.countDown();
    sealingKeys.stop();
    listeners.close();
    status.closed();
    heartbeats.stop();
    reader.stop();
    LOG.infof("Stopped: id=%s", edge);
  }

  private void waitForGracePeriod() {
    try {
      if (stopped.await(settings.gracePeriod().toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.info("The grace period is cut short");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
