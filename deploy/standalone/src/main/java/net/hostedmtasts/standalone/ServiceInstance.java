package net.hostedmtasts.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a service: a process that can be ended in every way and started again with the
 * same settings.
 */
public final class ServiceInstance implements AutoCloseable {
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final URI readiness;
  private @Nullable ServiceProcess process;

  ServiceInstance(
      String name, List<String> command, Map<String, String> environment, Path log, URI readiness) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.readiness = readiness;
  }

  /** What log files and messages call it, such as {@code edge-1}. */
  public String name() {
    return name;
  }

  /** The file with everything that its processes wrote. */
  public Path log() {
    return log;
  }

  /**
   * Starts its process and does not wait for readiness. A process that runs is asked to end before.
   */
  public synchronized ServiceProcess start() {
    close();
    ServiceProcess started = ServiceProcess.start(name, command, environment, log);
    process = started;
    return started;
  }

  /** The process that was started last. */
  public synchronized ServiceProcess process() {
    if (process == null) {
      throw new ProcessFailed(name + " was not started");
    }
    return process;
  }

  /** Whether a process was started and runs. */
  public synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Whether its readiness check says so now. */
  public boolean isReady() {
    return Loopback.status(readiness) == 200;
  }

  /**
   * Waits for readiness. Failing, it shows the last log lines, and what the readiness check says.
   */
  public void awaitReady(Duration limit) {
    try {
      process().awaitReady(this::isReady, BETWEEN_PROBES, limit);
    } catch (ProcessFailed e) {
      throw isRunning()
          ? new ProcessFailed(
              e.getMessage() + "\nIts readiness check says: " + Loopback.body(readiness), e)
          : e;
    }
  }

  /**
   * Asks it to end (SIGTERM), kills it when it is still there after {@code limit}. True if it ended
   * by itself.
   */
  public boolean stop(Duration limit) {
    return !isRunning() || process().terminate(limit);
  }

  /** Asks it to end and does not wait. */
  void requestEnd() {
    if (isRunning()) {
      process().requestEnd();
    }
  }

  @Override
  public void close() {
    stop(STOP_LIMIT);
  }
}
