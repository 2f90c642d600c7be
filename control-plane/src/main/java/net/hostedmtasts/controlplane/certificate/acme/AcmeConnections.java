package net.hostedmtasts.controlplane.certificate.acme;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/**
 * Threads that talk to one authority. Each has a session of its own, because a session is locked
 * for as long as a request with its nonce is on its way. However slowly the authority answers, a
 * call ends: by its limit, or when nobody waits for it any more.
 */
final class AcmeConnections implements AutoCloseable {
  /** More than an instance has orders at once and questions about renewals. */
  private static final int MOST_WAITING = 2000;

  /** A call to the authority. */
  interface Call<T> {
    T make(Session session) throws AcmeException;
  }

  /** A session, and the limit of the calls that are made with it. */
  private record Line(Session session, CallLimit limit) {}

  private final AcmeSettings settings;
  private final ThreadPoolExecutor threads;
  private final BlockingQueue<Line> lines;

  AcmeConnections(String name, AcmeSettings settings) {
    this.settings = settings;
    int count = settings.connections();
    this.threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            named("acme-" + name));
    this.lines = new ArrayBlockingQueue<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(line());
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private Line line() {
    CallLimit limit = new CallLimit(settings.requestTimeout());
    Session session =
        new Session(settings.directory(), new OperatorsAuthority(settings.trust(), limit));
    session.networkSettings().setTimeout(settings.requestTimeout());
    session.networkSettings().setCompressionEnabled(false);
    return new Line(session, limit);
  }

  /** Makes a call on one of the threads. The answer comes there. */
  <T> Uni<T> call(Call<T> call) {
    return Uni.createFrom().emitter(answer -> begin(call, answer));
  }

  private <T> void begin(Call<T> call, UniEmitter<? super T> answer) {
    AtomicBoolean ended = new AtomicBoolean();
    try {
      Future<?> running = threads.submit(() -> end(call, answer, ended));
      answer.onTermination(
          () -> {
            // What goes on with the answer does so on the thread, and is nothing to interrupt.
            if (ended.compareAndSet(false, true)) {
              running.cancel(true);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.fail(new AcmeFailure(new AcmeException("too many requests wait for it", e)));
    }
  }

  private <T> void end(Call<T> call, UniEmitter<? super T> answer, AtomicBoolean ended) {
    try {
      T made = onThread(call);
      if (ended.compareAndSet(false, true)) {
        answer.complete(made);
      }
    } catch (RuntimeException | Error e) {
      if (ended.compareAndSet(false, true)) {
        answer.fail(e);
      }
    }
  }

  private <T> T onThread(Call<T> call) {
    Line line = lines.remove();
    line.limit.begin();
    try {
      return call.make(line.session);
    } catch (AcmeException e) {
      throw new AcmeFailure(e);
    } catch (AcmeProtocolException | AcmeLazyLoadingException e) {
      throw new AcmeFailure(unreadable(e));
    } finally {
      lines.add(line.limit.passed() ? line() : line);
    }
  }

  /** What is not what the protocol says, such as a page that tells of maintenance. */
  static AcmeException unreadable(RuntimeException why) {
    return why.getCause() instanceof AcmeException cause
        ? cause
        : new AcmeException("not an answer of the protocol: " + why.getMessage(), why);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
        // The requests end by their own limit; what they were for is gone on with elsewhere.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
