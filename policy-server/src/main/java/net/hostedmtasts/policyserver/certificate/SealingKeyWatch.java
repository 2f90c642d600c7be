package net.hostedmtasts.policyserver.certificate;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.hostedmtasts.policyserver.topic.edge.EdgeStatus;
import org.jboss.logging.Logger;

/**
 * Looks at the files of the sealing keys again and again, on a thread of its own. By content and
 * not by a watch of the file system: that misses what a mounted secret or a network does.
 */
@Singleton
public class SealingKeyWatch {
  private static final Logger LOG = Logger.getLogger(SealingKeyWatch.class);

  private final SealingKeys keys;
  private final EdgeStatus status;
  private final Duration interval;
  private final Thread thread = new Thread(this::run, "sealing-keys");
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Inject
  SealingKeyWatch(SealingKeys keys, EdgeStatus status, CertificateSettings settings) {
    this.keys = keys;
    this.status = status;
    this.interval = settings.sealingKeyInterval();
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  public void stop() {
    stopping.countDown();
  }

  private void run() {
    try {
      while (!stopping.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (keys.look()) {
        status.changed();
      }
    } catch (RuntimeException e) {
      // Without the exception: what it says may quote a file.
      LOG.errorf("Sealing keys not looked at: %s", e.getClass().getSimpleName());
    }
  }
}
