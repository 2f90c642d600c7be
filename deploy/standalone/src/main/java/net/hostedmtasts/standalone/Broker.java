package net.hostedmtasts.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * An embedded Kafka broker (KRaft) as a JVM of its own, on 127.0.0.1 only. Its data folder is kept:
 * starting on the same folder again finds the topics that were there. It ends when this JVM ends.
 */
public final class Broker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final BrokerSettings settings;
  private final Path log;
  private @Nullable ServiceProcess server;

  private Broker(Path folder, BrokerSettings settings, Path log) {
    this.folder = folder;
    this.settings = settings;
    this.log = log;
  }

  /** Starts a broker on a free port, and makes the data folder at the first start. */
  public static Broker start(Path dataFolder) {
    return start(dataFolder, FreePort.next());
  }

  /** Starts a broker on the given port, and makes the data folder at the first start. */
  public static Broker start(Path dataFolder, int port) {
    Broker broker = stopped(dataFolder, port, dataFolder.resolve("broker.log"));
    broker.restart();
    return broker;
  }

  /** A broker that does not run yet; {@link #restart} starts it. */
  static Broker stopped(Path dataFolder, int port, Path log) {
    Path folder = dataFolder.toAbsolutePath();
    return new Broker(
        folder,
        new BrokerSettings(port, FreePort.next(), folder.resolve("topics").toString()),
        log);
  }

  /** The address for clients. */
  public String bootstrapServers() {
    return "127.0.0.1:" + settings.port();
  }

  /** The process id of the broker that runs now. */
  public long pid() {
    return process().pid();
  }

  /** The process that was started last. */
  public synchronized ServiceProcess process() {
    return Objects.requireNonNull(server, "The broker was not started");
  }

  /** Stops it where it stands (SIGSTOP): connections stay open, nothing answers. */
  public void pause() {
    process().pause();
  }

  /** Lets it go on after {@link #pause}. */
  public void resume() {
    process().resume();
  }

  /** Ends it at once (SIGKILL). */
  public void kill() {
    process().kill();
  }

  /**
   * Starts it again on the same port and data, and waits until it answers. Ends it before, if it
   * runs.
   */
  public synchronized void restart() {
    close();
    if (listens()) {
      throw new ProcessFailed("The broker's port " + settings.port() + " on 127.0.0.1 is in use");
    }
    server = launch();
    awaitReady(server);
  }

  /** Stops it; the data stays. */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.close();
    }
  }

  private ServiceProcess launch() {
    try {
      Files.createDirectories(folder);
      Path file = Files.writeString(folder.resolve("broker.properties"), settings.text());
      return ServiceProcess.start("broker", command(file), Map.of("CLASSPATH", classPath()), log);
    } catch (IOException e) {
      throw new UncheckedIOException("The broker in " + folder + " did not start", e);
    }
  }

  private List<String> command(Path settingsFile) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms64m",
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        BrokerMain.class.getName(),
        settingsFile.toString(),
        settings.logFolder());
  }

  /** Absolute, because the entries may be relative to a folder that is not the broker's. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitReady(ServiceProcess started) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            bootstrapServers(),
            "request.timeout.ms",
            2_000,
            "default.api.timeout.ms",
            2_000,
            "reconnect.backoff.ms",
            50,
            "reconnect.backoff.max.ms",
            100);
    started.awaitReady(() -> listens() && answers(client), START_LIMIT);
  }

  private boolean listens() {
    return !FreePort.isFree("127.0.0.1", settings.port());
  }

  private static boolean answers(Map<String, Object> client) {
    try (Admin admin = Admin.create(client)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
