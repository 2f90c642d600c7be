package net.hostedmtasts.benchmark;

import java.time.Duration;
import java.util.List;

/** Times of many changes, the shortest first. */
record Latencies(List<Duration> sorted) {
  Latencies {
    sorted = sorted.stream().sorted().toList();
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
  }

  /** The shortest time that this share of all changes did not exceed. */
  private long millis(double share) {
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).toMillis();
  }

  void print(double loadBefore, double loadAfter) {
    System.out.println(
        "| changes | load average, before and after | median, ms | p90, ms | p99, ms | max, ms |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    System.out.printf(
        "| %d | %.1f, %.1f | %d | %d | %d | %d |%n",
        sorted.size(), loadBefore, loadAfter, millis(0.5), millis(0.9), millis(0.99), millis(1));
  }
}
