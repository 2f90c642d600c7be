package net.hostedmtasts.policyserver.topic.broker;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the brokers each second, on a thread of its own: the client for it waits for answers,
 * and reading must not wait with it.
 */
public final class BrokerWatch {
  private static final Logger LOG = Logger.getLogger(BrokerWatch.class);
  private static final long INTERVAL_MS = 1_000;

  private final BrokerLook look;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "broker-watch");
  private volatile @Nullable BrokerView view;
  private volatile boolean stopped;
  private boolean away;

  /** Watches these topics. */
  public static BrokerWatch of(KafkaClients clients, Collection<String> topics) {
    return new BrokerWatch(new BrokerLook(clients::admin, topics));
  }

  private BrokerWatch(BrokerLook look) {
    this.look = look;
    thread.setDaemon(true);
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /** Ends at once, also a look that is under way. */
  public void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** The last look that succeeded, however old; empty before the first one. */
  public Optional<BrokerView> view() {
    return Optional.ofNullable(view);
  }

  /** Makes the next look begin at once. */
  public void lookNow() {
    wanted.release();
  }

  private void run() {
    try (look) {
      while (!stopped) {
        lookOnce();
        wanted.tryAcquire(INTERVAL_MS, TimeUnit.MILLISECONDS);
        wanted.drainPermits();
      }
    } catch (InterruptedException e) {
      // Asked to stop: nothing to finish.
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce() throws InterruptedException {
    try {
      view = look.look();
      report(false, "");
    } catch (KafkaException e) {
      report(true, String.valueOf(e.getMessage()));
    }
  }

  private void report(boolean nowAway, String reason) {
    if (nowAway != away) {
      away = nowAway;
      if (nowAway) {
        LOG.warnf("Brokers do not answer: %s. What is held is answered on.", reason);
      } else {
        LOG.info("Brokers answer again.");
      }
    }
  }
}
