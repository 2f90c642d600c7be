package net.hostedmtasts.controlplane.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.controlplane.LockedRows;
import net.hostedmtasts.controlplane.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DESIGN, "The pair": work is claimed by lease rows. */
@QuarkusTest
@Tag("service")
@QuarkusTestResource(Services.class)
class LeasedWorkTest {
  @Inject Vertx vertx;
  @Inject Leases leases;

  /** Hurried, so that a lease runs out soon. */
  private record Hurried() implements LeaseSettings {
    @Override
    public Duration length() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration sweepEvery() {
      return Duration.ofMillis(100);
    }

    @Override
    public boolean notifyOthers() {
      return false;
    }
  }

  /** Counts what it is told. */
  private static final class Counted implements LeasedWork.Work {
    final List<Lease> passes = new CopyOnWriteArrayList<>();
    final AtomicInteger gained = new AtomicInteger();
    final AtomicInteger idle = new AtomicInteger();

    @Override
    public Uni<Boolean> pass(Lease lease) {
      passes.add(lease);
      return Uni.createFrom().item(false);
    }

    @Override
    public void gained() {
      gained.incrementAndGet();
    }

    @Override
    public void idle() {
      idle.incrementAndGet();
    }
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(30)).until(condition);
  }

  @Test
  void a_lease_that_had_run_out_is_gained_again_also_by_the_instance_that_had_it() {
    String name = "work " + UUID.randomUUID();
    Counted counted = new Counted();
    LeasedWork work = new LeasedWork(vertx, leases, name, new Hurried(), counted);
    work.start();
    try {
      eventually(() -> !counted.passes.isEmpty());
      assertThat(counted.gained).hasValue(1);
      int idleBefore = counted.idle.get();

      LockedRows.during(
          "lease where name = '" + name + "'",
          () -> eventually(() -> counted.idle.get() > idleBefore));

      int passesBefore = counted.passes.size();
      eventually(() -> counted.passes.size() > passesBefore);
      // Nobody else had it: the number that tells holders apart is the same.
      assertThat(counted.passes).containsOnly(new Lease(name, 1));
      assertThat(counted.gained).hasValueGreaterThanOrEqualTo(2);
    } finally {
      work.stop();
    }
  }
}
