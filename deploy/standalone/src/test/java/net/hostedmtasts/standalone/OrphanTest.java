package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void no_process_outlives_a_parent_that_is_killed_not_even_a_paused_one() throws Exception {
    try (ServiceProcess parent = startParent()) {
      List<ProcessHandle> started = started(parent);
      List<ProcessHandle> all =
          Stream.concat(started.stream(), started.stream().flatMap(ProcessHandle::descendants))
              .toList();
      assertThat(started).hasSize(2).allMatch(ProcessHandle::isAlive);
      assertThat(all).as("broker, database and its workers").hasSizeGreaterThan(2);
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      for (ProcessHandle each : all) {
        each.onExit().get(10, TimeUnit.SECONDS);
      }
      assertThat(all).noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void a_data_folder_can_be_used_again_at_once_after_its_parent_was_killed() {
    try (ServiceProcess parent = startParent()) {
      assertThat(started(parent)).hasSize(2);
      ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();
      assertThat(parent.awaitExit(LIMIT)).isTrue();
    }
    try (Database database = Database.start(folder.resolve("postgres"))) {
      assertThat(database.process().isAlive()).isTrue();
    }
  }

  private ServiceProcess startParent() {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            folder.toString());
    return ServiceProcess.start("parent", command, Map.of(), folder.resolve("parent.log"));
  }

  /** The broker and the database, once the parent has told their process ids. */
  private static List<ProcessHandle> started(ServiceProcess parent) {
    parent.awaitReady(() -> pids(parent).size() == 2, LIMIT);
    return pids(parent).stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
  }

  private static List<Long> pids(ServiceProcess parent) {
    return parent.lastLogLines().stream()
        .filter(line -> line.startsWith("pid "))
        .map(line -> Long.valueOf(line.substring("pid ".length())))
        .toList();
  }

  /** The parent: starts both, pauses the broker, tells their process ids and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      Broker broker = Broker.start(folder.resolve("kafka"));
      Database database = Database.start(folder.resolve("postgres"));
      broker.pause();
      System.out.println("pid " + broker.pid() + "\npid " + database.process().pid());
      Thread.currentThread().join();
    }
  }
}
