package net.hostedmtasts.controlplane.webhook.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import net.hostedmtasts.controlplane.lease.ClaimedWork;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.webhook.WebhookSettings;

/** Attempts the deliveries that are due. */
@ApplicationScoped
class DeliveryWork implements ClaimedWork.Work<Claimed> {
  private final DueDeliveries due;
  private final Attempts attempts;
  private final Wake wake;
  private final ClaimedWork<Claimed> work;

  DeliveryWork(
      Vertx vertx, DueDeliveries due, Attempts attempts, WebhookSettings settings, Wake wake) {
    this.due = due;
    this.attempts = attempts;
    this.wake = wake;
    this.work =
        new ClaimedWork<>(
            vertx,
            "delivery",
            settings.atOnce(),
            // Before its claim ends, so that no two attempt one delivery.
            settings.deadline().plus(DueDeliveries.MARGIN.multipliedBy(9).dividedBy(10)),
            this);
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(work::look);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  /** There is something new. */
  void look() {
    work.look();
  }

  @Override
  public Uni<List<Claimed>> claim(int most) {
    return due.claim(most);
  }

  @Override
  public Uni<Void> make(Claimed claimed) {
    return attempts.make(claimed);
  }
}
