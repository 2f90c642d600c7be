package net.hostedmtasts.controlplane.transaction;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A transaction of its own, whoever asks: on an event loop context made for it. Hibernate Reactive
 * joins the session of the calling context, and refuses a thread that is no event loop; an order
 * must be committed before the authority is asked, whatever its caller has open.
 */
@Singleton
public final class OwnTransaction {
  private final Mutiny.SessionFactory database;
  private final VertxInternal vertx;

  public OwnTransaction(Mutiny.SessionFactory database, Vertx vertx) {
    this.database = database;
    this.vertx = (VertxInternal) vertx;
  }

  /** Runs {@code work}. What it answers comes on the event loop of the transaction. */
  public <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .deferred(() -> database.withTransaction(work))
        .runSubscriptionOn(task -> ownContext().runOnContext(nothing -> task.run()));
  }

  /**
   * The same, and to its end even if whoever asked goes away meanwhile: Hibernate Reactive takes a
   * transaction that is left half-way for a fault.
   */
  public <T> Uni<T> toItsEnd(Function<Mutiny.Session, Uni<T>> work) {
    return Uni.createFrom()
        .emitter(
            asked -> {
              AtomicBoolean gone = new AtomicBoolean();
              asked.onTermination(() -> gone.set(true));
              run(work)
                  .subscribe()
                  .with(
                      asked::complete,
                      failure -> {
                        if (!gone.get()) {
                          asked.fail(failure);
                        }
                      });
            });
  }

  private Context ownContext() {
    Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
    // Nobody else has it: Quarkus lets sessions be opened on it.
    VertxContextSafetyToggle.setContextSafe(context, true);
    return context;
  }

  /** Brings what {@code work} answers back to the Vert.x context of whoever subscribed, if any. */
  public static <T> Uni<T> answeredToCaller(Uni<T> work) {
    return Uni.createFrom().deferred(() -> work.emitOn(caller()));
  }

  private static Executor caller() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(nothing -> task.run());
  }
}
