package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanTest {
  @TempDir Path folder;

  @Test
  void no_process_outlives_a_parent_that_is_killed_not_even_a_paused_one() throws Exception {
    Process parent = startParent();
    List<ProcessHandle> children = children(parent);
    assertThat(children).hasSizeGreaterThan(2);
    assertThat(children.subList(0, 2)).allMatch(ProcessHandle::isAlive);
    parent.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void a_data_folder_can_be_used_again_at_once_after_its_parent_was_killed() throws Exception {
    Process parent = startParent();
    assertThat(children(parent)).isNotEmpty();
    parent.destroyForcibly().waitFor();
    try (Database database = Database.start(folder.resolve("postgres"))) {
      assertThat(database.process().isAlive()).isTrue();
    }
  }

  private Process startParent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Parent.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static List<ProcessHandle> children(Process parent) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      String broker = lines.readLine();
      String database = lines.readLine();
      List<ProcessHandle> started =
          Stream.of(broker, database)
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
      return Stream.concat(started.stream(), started.stream().flatMap(ProcessHandle::descendants))
          .toList();
    }
  }

  /** The parent: starts both, pauses the broker, tells their process ids and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      Broker broker = Broker.start(folder.resolve("kafka"));
      Database database = Database.start(folder.resolve("postgres"));
      broker.pause();
      System.out.println(broker.pid());
      System.out.println(database.process().pid());
      Thread.currentThread().join();
    }
  }
}
