package net.hostedmtasts.e2e.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.KeptConnection;
import net.hostedmtasts.e2e.pair.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long after a PUT both edges serve the policy, and its id. */
@EnabledIfSystemProperty(named = "long", matches = "true")
class ChangeToServedTest {
  private static final int WARM_UP = 100;
  private static final int CHANGES = 500;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);

  /** From the moment when the PUT was sent. */
  private record Times(Duration answered, Duration policy, Duration id) {}

  @Test
  void time_from_a_put_to_both_edges_serving() throws IOException {
    try (Pair pair = Pair.start("change-to-served", 2, settings -> settings)) {
      Hosted hosted = pair.activate().hosted();
      List<KeptConnection> edges = new ArrayList<>();
      pair.edges(2).forEach(edge -> edges.add(new KeptConnection(edge, hosted)));
      List<Times> all = new ArrayList<>();
      for (int number = 1; number <= WARM_UP + CHANGES; number++) {
        all.add(measure(pair, hosted, edges, Configuration.testing(number)));
      }
      edges.forEach(KeptConnection::close);
      write(all.subList(WARM_UP, all.size()));
    }
  }

  private static Times measure(
      Pair pair, Hosted hosted, List<KeptConnection> edges, Configuration wanted)
      throws IOException {
    String version = pair.api().mtaSts(hosted).version();
    long start = System.nanoTime();
    CompletableFuture<Duration> policy =
        CompletableFuture.supplyAsync(() -> policyServed(edges, wanted, start));
    Change change = Change.of(hosted, pair.api().put(hosted, wanted, version).expect(200));
    Duration answered = since(start);
    Duration served = policy.join();
    return new Times(answered, served, idServed(edges, change, start));
  }

  private static Duration policyServed(
      List<KeptConnection> edges, Configuration wanted, long start) {
    try {
      for (KeptConnection edge : edges) {
        while (!edge.fetch().body().equals(wanted.document())) {
          pause(start);
        }
      }
      return since(start);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Duration idServed(List<KeptConnection> edges, Change change, long start)
      throws IOException {
    for (KeptConnection edge : edges) {
      while (!edge.texts().contains(change.txt())) {
        pause(start);
      }
    }
    return since(start);
  }

  private static void pause(long start) {
    if (since(start).compareTo(LIMIT) > 0) {
      throw new AssertionError("Not served within " + LIMIT);
    }
    LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void write(List<Times> all) {
    new Table(
            "From a PUT to both edges serving",
            CHANGES
                + " changes of one domain one after the other, after "
                + WARM_UP
                + " to warm up; one control-plane, one broker, one database and two edges as"
                + " processes on one machine with 2 cores, each JVM with 256 MB and C1 alone."
                + " Times count from the moment when the PUT is sent. The edges are asked every"
                + " 2 ms.",
            List.of(
                List.of("", "median", "p90", "p99", "slowest"),
                row("PUT answered", all.stream().map(Times::answered).toList()),
                row("both edges serve the policy", all.stream().map(Times::policy).toList()),
                row("both edges answer its id", all.stream().map(Times::id).toList())))
        .write("change-to-served.md");
  }

  private static List<String> row(String name, List<Duration> times) {
    return List.of(
        name,
        Table.millis(Table.quantile(times, 0.5)),
        Table.millis(Table.quantile(times, 0.9)),
        Table.millis(Table.quantile(times, 0.99)),
        Table.millis(Table.quantile(times, 1)));
  }
}
