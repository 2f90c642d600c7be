package net.hostedmtasts.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs one program, and writes its table to standard output. */
public final class Benchmark {
  private static final int DOMAINS = 100_000;
  private static final int CHANGES = 500;
  private static final int CHECKED = 10_000;

  private Benchmark() {}

  /**
   * The name of a program, and optionally how many domains or changes.
   *
   * @throws IOException when no folder can be made for what runs
   */
  public static void main(String[] arguments) throws IOException {
    // Kafka's client would tell of each of its settings.
    Logger.getLogger("").setLevel(Level.WARNING);
    Path home = Path.of(System.getProperty("benchmark.home", "."));
    Path folder = Files.createDirectories(home.resolve("deploy/benchmark/target/runs"));
    Path data = Files.createTempDirectory(folder, arguments[0] + "-");
    System.err.println("Logs are in " + data.resolve("logs"));
    switch (arguments[0]) {
      case "edge-start" -> new EdgeStart(home, data, count(arguments, DOMAINS)).run();
      case "change-latency" -> new ChangeLatency(home, data, count(arguments, CHANGES)).run();
      case "checks" -> new CheckCost(home, data, count(arguments, CHECKED)).run();
      default -> throw new IllegalArgumentException("No such program: " + arguments[0]);
    }
  }

  private static int count(String[] arguments, int usual) {
    return arguments.length > 1 ? Integer.parseInt(arguments[1]) : usual;
  }
}
