package net.hostedmtasts.controlplane.lease;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Level-triggered work that one instance at a time does: it compares what is with what should be,
 * and does the difference. Each wake-up and each sweep asks for a pass; passes never overlap, and a
 * wake-up during one asks for another.
 */
public final class LeasedWork {
  private static final Logger LOG = Logger.getLogger(LeasedWork.class);
  private static final Duration LONGEST_PASS = Duration.ofSeconds(60);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(3);

  /** What is to be done. */
  public interface Work {
    /** One pass; true where more is known to be left. */
    Uni<Boolean> pass(Lease lease);

    /** This instance has just become the one that works. */
    default void gained() {}

    /** Called instead of a pass while another instance works. */
    default void idle() {}
  }

  private final Vertx vertx;
  private final Leases leases;
  private final String name;
  private final LeaseSettings settings;
  private final Work work;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean wanted = new AtomicBoolean();
  private volatile @Nullable Lease held;
  private volatile long heldUntil;
  private volatile boolean stopped;
  private volatile boolean claimFailing;

  public LeasedWork(Vertx vertx, Leases leases, String name, LeaseSettings settings, Work work) {
    this.vertx = vertx;
    this.leases = leases;
    this.name = name;
    this.settings = settings;
    this.work = work;
  }

  public void start() {
    vertx.setPeriodic(1, settings.length().toMillis() / 3, timer -> claim(timer));
    vertx.setPeriodic(settings.sweepEvery().toMillis(), timer -> sweep(timer));
  }

  /**
   * Ends the work, and gives the lease back so that another instance goes on at once. Waits for a
   * pass that is under way: the database closes after this. Called from the thread that shuts down,
   * never from an event loop.
   */
  public void stop() {
    stopped = true;
    awaitPass();
    Lease lease = held;
    held = null;
    if (lease != null) {
      try {
        run(() -> leases.release(lease)).await().atMost(LONGEST_STOP);
      } catch (RuntimeException e) {
        LOG.debugf("%s ends by time: %s", lease, e.getMessage());
      }
    }
  }

  private void awaitPass() {
    long until = System.nanoTime() + LONGEST_STOP.toNanos();
    synchronized (running) {
      while (running.get() && System.nanoTime() < until) {
        try {
          running.wait(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Asks for a pass. */
  public void wake() {
    wanted.set(true);
    if (running.compareAndSet(false, true)) {
      runPass();
    }
  }

  private void runPass() {
    wanted.set(false);
    Lease lease = held;
    if (stopped || lease == null || System.nanoTime() - heldUntil > 0) {
      // Whoever gets it again, also this instance, begins anew: what happened in between was passed
      // over.
      held = stopped ? lease : null;
      work.idle();
      ended(false);
      return;
    }
    run(() -> work.pass(lease))
        .ifNoItem()
        .after(LONGEST_PASS)
        .fail()
        .subscribe()
        .with(this::ended, this::failed);
  }

  private void failed(Throwable failure) {
    if (failure instanceof LeaseLost) {
      held = null;
    }
    LOG.warnf("A pass of %s failed and is made again: %s", name, failure);
    LOG.debug("Its stack", failure);
    // Not at once: the sweep comes soon, and what failed may need a moment.
    wanted.set(false);
    rest();
  }

  private void rest() {
    synchronized (running) {
      running.set(false);
      running.notifyAll();
    }
  }

  private void ended(boolean more) {
    rest();
    if ((more || wanted.get()) && held != null) {
      wake();
    }
  }

  private void sweep(long timer) {
    if (stopped) {
      vertx.cancelTimer(timer);
    } else {
      wake();
    }
  }

  private void claim(long timer) {
    if (stopped) {
      vertx.cancelTimer(timer);
      return;
    }
    long asked = System.nanoTime();
    run(() -> leases.claim(name, settings.length()))
        .subscribe()
        .with(claimed -> noteClaim(claimed, asked), this::claimFailed);
  }

  private void claimFailed(Throwable failure) {
    if (!claimFailing) {
      LOG.warnf("%s rests, it could not be claimed: %s", name, failure);
    }
    claimFailing = true;
  }

  private void noteClaim(Optional<Lease> claimed, long asked) {
    boolean had = held != null && claimed.equals(Optional.of(held));
    claimFailing = false;
    heldUntil = asked + settings.length().toNanos();
    held = stopped ? null : claimed.orElse(null);
    if (held != null && !had) {
      LOG.infof("This instance works on %s", name);
      work.gained();
      wake();
    }
  }

  /** Hibernate Reactive wants a context of its own for each session's chain. */
  private <T> Uni<T> run(Supplier<Uni<T>> chain) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
              VertxContextSafetyToggle.setContextSafe(context, true);
              context.runOnContext(
                  started ->
                      Uni.createFrom()
                          .deferred(chain::get)
                          .subscribe()
                          .with(emitter::complete, emitter::fail));
            });
  }
}
