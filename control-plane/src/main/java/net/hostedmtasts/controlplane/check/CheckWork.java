package net.hostedmtasts.controlplane.check;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.revision.Wake;
import org.jboss.logging.Logger;

/**
 * Makes the checks that are due, many at the same time: one slow domain takes one place and delays
 * no other.
 */
@ApplicationScoped
class CheckWork {
  private static final Logger LOG = Logger.getLogger(CheckWork.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(50);

  private final Vertx vertx;
  private final DueChecks due;
  private final Checks checks;
  private final CheckSettings settings;
  private final Wake wake;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean stopped;

  CheckWork(Vertx vertx, DueChecks due, Checks checks, CheckSettings settings, Wake wake) {
    this.vertx = vertx;
    this.due = due;
    this.checks = checks;
    this.settings = settings;
    this.wake = wake;
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(this::look);
    vertx.setPeriodic(EVERY.toMillis(), timer -> look());
  }

  void stop(@Observes ShutdownEvent stopping) {
    stopped = true;
  }

  private void look() {
    int free = settings.atOnce() - running.get();
    if (stopped || free <= 0 || !looking.compareAndSet(false, true)) {
      return;
    }
    due.claim(free)
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
              LOG.debugf("Checks rest: %s", failure);
            });
  }

  private void run(Claimed claimed) {
    Uni.createFrom()
        .deferred(() -> checks.make(claimed))
        .ifNoItem()
        .after(LONGEST)
        .fail()
        .subscribe()
        .with(done -> ended(), failure -> failed(claimed, failure));
  }

  private void failed(Claimed claimed, Throwable failure) {
    LOG.warnf("The check of domain %s failed and is made again: %s", claimed.domain(), failure);
    LOG.debug("Its stack", failure);
    ended();
  }

  private void ended() {
    // One question for many places that have become free.
    if (running.decrementAndGet() <= settings.atOnce() / 2) {
      look();
    }
  }
}
