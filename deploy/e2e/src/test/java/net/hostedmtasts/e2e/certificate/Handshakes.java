package net.hostedmtasts.e2e.certificate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Hosted;

/** Fetches policies all the time, each on a connection of its own, and notes what was shown. */
final class Handshakes implements AutoCloseable {
  private static final int THREADS = 8;

  /** A certificate that was shown to a handshake that began at that time. */
  record Shown(Hosted hosted, int edge, Instant begun, String serial) {}

  private final List<Hosted> all;
  private final List<EdgeClient> edges;
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<Shown> shown = new ConcurrentLinkedQueue<>();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);

  private Handshakes(List<Hosted> all, List<EdgeClient> edges) {
    this.all = all;
    this.edges = edges;
  }

  /** Begins so many in each second, as long as the machine is quick enough. */
  static Handshakes start(List<Hosted> all, List<EdgeClient> edges, int perSecond) {
    Handshakes handshakes = new Handshakes(all, edges);
    long period = Duration.ofSeconds(THREADS).dividedBy(perSecond).toNanos();
    for (int i = 0; i < THREADS; i++) {
      // It does not fail: whatever goes wrong is noted.
      var unused =
          handshakes.threads.scheduleAtFixedRate(
              handshakes::one, i * period / THREADS, period, TimeUnit.NANOSECONDS);
    }
    return handshakes;
  }

  private void one() {
    int number = next.getAndIncrement();
    EdgeClient edge = edges.get(number % edges.size());
    Hosted hosted = all.get(number / edges.size() % all.size());
    Instant begun = Instant.now();
    try {
      shown.add(new Shown(hosted, edge.edge().number(), begun, edge.serial(hosted)));
    } catch (IOException | RuntimeException e) {
      failed.add(hosted.domain() + " at edge " + edge.edge().number() + ": " + e);
    }
  }

  int count() {
    return shown.size() + failed.size();
  }

  List<Shown> shown() {
    return List.copyOf(shown);
  }

  List<String> failed() {
    return List.copyOf(failed);
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new AssertionError("A handshake does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
