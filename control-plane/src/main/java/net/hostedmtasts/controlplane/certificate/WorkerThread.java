package net.hostedmtasts.controlplane.certificate;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.util.function.Supplier;

/** Keys and certificates cost milliseconds: too much for an event loop. */
public final class WorkerThread {
  private WorkerThread() {}

  /** Does the work on a worker thread. The answer comes there. */
  public static <T> Uni<T> run(Supplier<T> work) {
    return Uni.createFrom().item(work).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
