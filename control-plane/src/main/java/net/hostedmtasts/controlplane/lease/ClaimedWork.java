package net.hostedmtasts.controlplane.lease;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Work on rows that are due, many at the same time and spread over all instances: each instance
 * claims as many as it has places. One slow row takes one place and delays no other.
 *
 * @param <T> a claimed row
 */
public final class ClaimedWork<T> {
  private static final Logger LOG = Logger.getLogger(ClaimedWork.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What is to be done. */
  public interface Work<T> {
    /** Claims due rows, at most so many. */
    Uni<List<T>> claim(int most);

    /** Works on one. */
    Uni<Void> make(T claimed);
  }

  private final Vertx vertx;
  private final String name;
  private final int places;
  private final Duration longest;
  private final Work<T> work;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean stopped;

  /**
   * @param name of one piece of work, for the log
   * @param longest after it a piece of work has failed; shorter than its claim
   */
  public ClaimedWork(Vertx vertx, String name, int places, Duration longest, Work<T> work) {
    this.vertx = vertx;
    this.name = name;
    this.places = places;
    this.longest = longest;
    this.work = work;
  }

  /** Looks for due rows from now on. */
  public void start() {
    vertx.setPeriodic(EVERY.toMillis(), timer -> look());
  }

  /** Begins nothing new. */
  public void stop() {
    stopped = true;
  }

  /** Looks for due rows now. */
  public void look() {
    int free = places - running.get();
    if (stopped || free <= 0 || !looking.compareAndSet(false, true)) {
      return;
    }
    work.claim(free)
        .subscribe()
        .with(
            claimed -> {
              // Places are counted before anybody looks again.
              running.addAndGet(claimed.size());
              looking.set(false);
              claimed.forEach(this::run);
              if (claimed.size() == free) {
                look();
              }
            },
            failure -> {
              looking.set(false);
              LOG.debugf("No %s is begun: %s", name, failure);
            });
  }

  private void run(T claimed) {
    Uni.createFrom()
        .deferred(() -> work.make(claimed))
        .ifNoItem()
        .after(longest)
        .fail()
        .subscribe()
        .with(done -> ended(), failure -> failed(claimed, failure));
  }

  private void failed(T claimed, Throwable failure) {
    LOG.warnf("A %s failed and is made again: %s: %s", name, claimed, failure);
    LOG.debug("Its stack", failure);
    ended();
  }

  private void ended() {
    // One question for many places that have become free.
    if (running.decrementAndGet() <= places / 2) {
      look();
    }
  }
}
