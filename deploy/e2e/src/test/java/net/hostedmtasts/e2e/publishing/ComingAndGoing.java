package net.hostedmtasts.e2e.publishing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.ServiceInstance;

/** Ends and starts one edge after the other, all but the first, until it is closed. */
final class ComingAndGoing implements AutoCloseable {
  /** One of so many is killed; the others are asked to end. */
  private static final int KILLED_EACH = 4;

  private final Pair pair;
  private final int edges;
  private final AtomicInteger turns = new AtomicInteger();
  private final CompletableFuture<Void> work;
  private volatile boolean closed;

  private ComingAndGoing(Pair pair, int edges) {
    this.pair = pair;
    this.edges = edges;
    this.work = CompletableFuture.runAsync(this::turns);
  }

  static ComingAndGoing start(Pair pair, int edges) {
    return new ComingAndGoing(pair, edges);
  }

  private void turns() {
    while (!closed) {
      int turn = turns.incrementAndGet();
      int number = 2 + turn % (edges - 1);
      if (turn % KILLED_EACH == 0) {
        ServiceInstance instance = pair.deployment().edge(number).instance();
        instance.process().kill();
      }
      pair.startEdge(number);
    }
  }

  /** How many edges were ended and started. */
  int count() {
    return turns.get();
  }

  /** Lets the last one become ready. */
  @Override
  public void close() {
    closed = true;
    work.join();
  }
}
