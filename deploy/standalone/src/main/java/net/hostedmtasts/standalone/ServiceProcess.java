package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One process with a log file. It ends when this JVM ends, however that happens. */
public final class ServiceProcess implements AutoCloseable {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
  private static final Duration PAUSE_LIMIT = Duration.ofSeconds(10);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
  private static final int LAST_LINES = 25;
  private static final int LAST_BYTES = 64 * 1024;
  private static final Pattern FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more)");

  private final String name;
  private final Process process;
  private final Path log;

  private ServiceProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param name what messages call it, such as {@code edge-1}
   * @param environment variables set besides those of this JVM
   * @param log what the process writes is appended here; the folder is made
   */
  public static ServiceProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ServiceProcess(name, ProcessStarter.start(command, environment, log), log);
  }

  /** What messages call this process. */
  public String name() {
    return name;
  }

  /** The id that the operating system gave it. */
  public long pid() {
    return process.pid();
  }

  /** The file with everything that it wrote. */
  public Path log() {
    return log;
  }

  /** Whether it runs. A paused one does. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until {@code probe} says yes.
   *
   * @throws ProcessFailed when the process ends before, or the limit passes; with its last log
   *     lines
   */
  public void awaitReady(BooleanSupplier probe, Duration limit) {
    awaitReady(probe, BETWEEN_PROBES, limit);
  }

  /** The same, for a probe that costs the process something. */
  void awaitReady(BooleanSupplier probe, Duration betweenProbes, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (!probe.getAsBoolean()) {
      if (awaitExit(betweenProbes)) {
        throw failed("ended with exit code " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() > end) {
        throw failed("was not ready within " + limit.toSeconds() + " s");
      }
    }
  }

  /** Stops it where it stands (SIGSTOP), every thread of it: sockets stay open, nothing answers. */
  public void pause() {
    ProcessStarter.signal(pid(), "STOP");
    awaitReady(() -> ProcessStarter.isPaused(pid()), PAUSE_LIMIT);
  }

  /** Lets it go on after {@link #pause} (SIGCONT). */
  public void resume() {
    ProcessStarter.signal(pid(), "CONT");
  }

  /** Ends it at once (SIGKILL), and waits until it and the processes that it started are gone. */
  public void kill() {
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroyForcibly();
    CompletableFuture<?>[] exits =
        family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(exits).get(KILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      family.forEach(ProcessHandle::destroyForcibly);
      throw failed("is still there after SIGKILL, or a process that it started is");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailed("Interrupted while killing " + name, e);
    }
  }

  /**
   * Asks it to end (SIGTERM), and kills it when it is still there after {@code limit}. True if it
   * ended by itself.
   */
  public boolean terminate(Duration limit) {
    if (!isAlive()) {
      return true;
    }
    requestEnd();
    if (awaitExit(limit)) {
      return true;
    }
    kill();
    return false;
  }

  /** Asks it to end (SIGTERM) and does not wait. */
  public void requestEnd() {
    process.destroy();
    // A paused process would never see the SIGTERM.
    if (ProcessStarter.isPaused(pid())) {
      resume();
    }
  }

  /** Waits for its end; false when {@code limit} passes before. */
  public boolean awaitExit(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailed("Interrupted while waiting for " + name, e);
    }
  }

  /** Waits until one of {@code all} ends, and says which. */
  static ServiceProcess awaitAnyExit(List<ServiceProcess> all) {
    CompletableFuture<?>[] exits =
        all.stream()
            .map(each -> each.process.onExit().thenApply(exited -> each))
            .toArray(CompletableFuture<?>[]::new);
    return (ServiceProcess) CompletableFuture.anyOf(exits).join();
  }

  /** The exit code, once it has ended; 128 + the signal's number if a signal ended it. */
  public int exitCode() {
    return process.exitValue();
  }

  /** The last lines that it wrote, without the frames of stack traces: causes are what tells. */
  public List<String> lastLogLines() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.max(0, file.length() - LAST_BYTES));
      byte[] end = new byte[(int) Math.min(LAST_BYTES, file.length())];
      file.readFully(end);
      List<String> lines =
          new String(end, StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !FRAME.matcher(line).lookingAt())
              .toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      return List.of("(log not readable: " + e + ")");
    }
  }

  /** Says what is wrong with this process, with its last log lines. */
  public ProcessFailed failed(String what) {
    return new ProcessFailed(
        name
            + " "
            + what
            + ". Its last lines in "
            + log
            + ":\n  "
            + String.join("\n  ", lastLogLines()));
  }

  @Override
  public void close() {
    terminate(CLOSE_LIMIT);
  }
}
