package net.hostedmtasts.controlplane.check;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.lease.ClaimedWork;
import net.hostedmtasts.controlplane.revision.Wake;

/** Makes the checks that are due. */
@ApplicationScoped
class CheckWork implements ClaimedWork.Work<Claimed> {
  private static final Duration LONGEST = Duration.ofSeconds(50);

  private final DueChecks due;
  private final Checks checks;
  private final Wake wake;
  private final ClaimedWork<Claimed> work;

  CheckWork(Vertx vertx, DueChecks due, Checks checks, CheckSettings settings, Wake wake) {
    this.due = due;
    this.checks = checks;
    this.wake = wake;
    this.work = new ClaimedWork<>(vertx, "check", settings.atOnce(), LONGEST, this);
  }

  void start(@Observes StartupEvent started) {
    wake.registerForCommits(work::look);
    work.start();
  }

  void stop(@Observes ShutdownEvent stopping) {
    work.stop();
  }

  @Override
  public Uni<List<Claimed>> claim(int most) {
    return due.claim(most);
  }

  @Override
  public Uni<Void> make(Claimed claimed) {
    return checks.make(claimed);
  }
}
