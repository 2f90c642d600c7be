package net.hostedmtasts.controlplane.certificate.order;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import net.hostedmtasts.controlplane.lease.ClaimedWork;
import net.hostedmtasts.controlplane.revision.Wake;

/** Brings on the orders whose turn it is. */
@ApplicationScoped
class OrderWork implements ClaimedWork.Work<ClaimedOrder> {
  private final DueOrders due;
  private final OrderTurn turn;
  private final Wake wake;
  private final ClaimedWork<ClaimedOrder> work;

  OrderWork(Vertx vertx, DueOrders due, OrderTurn turn, OrderSettings settings, Wake wake) {
    this.due = due;
    this.turn = turn;
    this.wake = wake;
    this.work =
        new ClaimedWork<>(
            vertx,
            "turn of an order",
            settings.atOnce(),
            // Before its claim ends, so that no two work on one order.
            settings.claimedFor().multipliedBy(9).dividedBy(10),
            this);
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(work::look);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<List<ClaimedOrder>> claim(int most) {
    return due.claim(most);
  }

  @Override
  public Uni<Void> make(ClaimedOrder claimed) {
    return turn.take(claimed);
  }
}
