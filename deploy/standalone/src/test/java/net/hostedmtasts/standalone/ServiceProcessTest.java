package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir Path folder;

  @AfterEach
  void nothing_is_left() {
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void a_process_that_ends_before_it_is_ready_shows_its_last_lines() {
    ServiceProcess process = shell("seq 1 100; echo out of luck; exit 3");
    assertThatThrownBy(() -> process.awaitReady(() -> false, LIMIT))
        .isInstanceOf(ProcessFailed.class)
        .hasMessageContaining("test ended with exit code 3 before it was ready")
        .hasMessageContaining(process.log().toString())
        .hasMessageContaining("out of luck")
        .hasMessageNotContaining("\n  50\n");
  }

  @Test
  void frames_of_stack_traces_do_not_push_out_what_failed() {
    ServiceProcess process =
        shell(
            "echo 'Caused by: refused'; for i in $(seq 1 99); do printf '\\tat a.B.c(B.java:1)\\n'; done; exit 1");
    assertThat(process.awaitExit(LIMIT)).isTrue();
    assertThat(process.lastLogLines()).containsExactly("Caused by: refused");
  }

  @Test
  void a_process_that_is_not_ready_in_time_is_named() {
    try (ServiceProcess process = shell("sleep 60")) {
      assertThatThrownBy(() -> process.awaitReady(() -> false, Duration.ofSeconds(1)))
          .hasMessageContaining("test was not ready within 1 s");
    }
  }

  @Test
  void a_process_that_ends_when_asked_is_not_killed() {
    ServiceProcess process =
        shell("trap 'echo asked; exit 0' TERM; echo up; while :; do sleep 0.1; done");
    process.awaitReady(() -> process.lastLogLines().contains("up"), LIMIT);
    assertThat(process.terminate(LIMIT)).isTrue();
    assertThat(process.lastLogLines()).contains("asked");
  }

  @Test
  void a_process_that_does_not_end_when_asked_is_killed() {
    ServiceProcess process = shell("trap '' TERM; echo up; while :; do sleep 0.1; done");
    process.awaitReady(() -> process.lastLogLines().contains("up"), LIMIT);
    assertThat(process.terminate(Duration.ofMillis(300))).isFalse();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void a_paused_process_can_be_asked_to_end() {
    ServiceProcess process = shell("exec sleep 60");
    process.pause();
    assertThat(ProcessStarter.isPaused(process.pid())).isTrue();
    assertThat(process.terminate(LIMIT)).isTrue();
  }

  @Test
  void a_resumed_process_goes_on() {
    try (ServiceProcess process = shell("echo up; while sleep 0.1; do echo on; done")) {
      process.awaitReady(() -> process.lastLogLines().contains("up"), LIMIT);
      process.pause();
      int seen = process.lastLogLines().size();
      process.resume();
      process.awaitReady(() -> process.lastLogLines().size() > seen, LIMIT);
      assertThat(process.isAlive()).isTrue();
    }
  }

  @Test
  void killing_ends_what_the_process_started_too() {
    ServiceProcess process = shell("sleep 1 & echo up; wait");
    process.awaitReady(() -> process.lastLogLines().contains("up"), LIMIT);
    process.kill();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void the_first_of_several_to_end_is_found() {
    try (ServiceProcess runs = shell("exec sleep 60");
        ServiceProcess ends = shell("exit 7")) {
      assertThat(ServiceProcess.awaitAnyExit(List.of(runs, ends))).isSameAs(ends);
      assertThat(ends.exitCode()).isEqualTo(7);
    }
  }

  private ServiceProcess shell(String script) {
    return ServiceProcess.start(
        "test", List.of("sh", "-c", script), Map.of(), folder.resolve("logs/test.log"));
  }
}
