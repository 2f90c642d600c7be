package net.hostedmtasts.controlplane.certificate.acme;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.certificate.AcmeSettings;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/**
 * Threads that talk to one authority. Each has a session of its own, because a session is locked
 * for as long as a request with its nonce is on its way.
 */
final class AcmeConnections implements AutoCloseable {
  /** A call to the authority. */
  interface Call<T> {
    T make(Session session) throws AcmeException;
  }

  private final ExecutorService threads;
  private final BlockingQueue<Session> sessions;

  AcmeConnections(String name, AcmeSettings settings) {
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            settings.connections(),
            work -> {
              Thread thread = new Thread(work, "acme-" + name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.sessions = new ArrayBlockingQueue<>(settings.connections());
    OperatorsAuthority provider = new OperatorsAuthority(settings.trust());
    for (int i = 0; i < settings.connections(); i++) {
      Session session = new Session(settings.directory(), provider);
      session.networkSettings().setTimeout(settings.requestTimeout());
      sessions.add(session);
    }
  }

  /** Makes a call on one of the threads. The answer comes there. */
  <T> Uni<T> call(Call<T> call) {
    return Uni.createFrom().item(() -> onThread(call)).runSubscriptionOn(threads);
  }

  private <T> T onThread(Call<T> call) {
    Session session = sessions.remove();
    try {
      return call.make(session);
    } catch (AcmeException e) {
      throw new AcmeFailure(e);
    } catch (AcmeProtocolException | AcmeLazyLoadingException e) {
      throw new AcmeFailure(unreadable(e));
    } finally {
      sessions.add(session);
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
