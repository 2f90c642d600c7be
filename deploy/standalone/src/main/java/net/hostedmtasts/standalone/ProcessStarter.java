package net.hostedmtasts.standalone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that never outlive this JVM, not even after a SIGKILL: the kernel kills them
 * when the thread that started them ends (prctl, PR_SET_PDEATHSIG), paused or not. That is why one
 * thread that lives as long as the JVM starts all of them. Each gets a session of its own, so that
 * Ctrl-C in a terminal reaches this JVM alone.
 */
final class ProcessStarter {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "process-starter");
            thread.setDaemon(true);
            return thread;
          });

  private ProcessStarter() {}

  /** Starts {@code command} with what it writes appended to {@code log} and no standard input. */
  static Process start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(guarded(command))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new ProcessFailed("Cannot start " + command.get(0) + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailed("Interrupted while starting " + command.get(0), e);
    }
  }

  /**
   * Sends a signal by name, such as STOP or CONT, which the JDK cannot send. One that has ended
   * gets none.
   */
  static void signal(long pid, String signal) {
    try {
      Process kill = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).start();
      if (kill.waitFor() != 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
        throw new ProcessFailed("Cannot send SIG" + signal + " to process " + pid);
      }
    } catch (IOException e) {
      throw new ProcessFailed("Cannot send SIG" + signal + " to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailed("Interrupted while signalling process " + pid, e);
    }
  }

  /** Whether every thread of a process stands still: a signal takes a moment to reach each. */
  static boolean isPaused(long pid) {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        // After the name, which may hold anything, comes the state: T is stopped.
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> guarded(List<String> command) {
    List<String> all = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL", "--"));
    all.addAll(command);
    return all;
  }
}
