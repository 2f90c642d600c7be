package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An embedded PostgreSQL as a process of its own, on 127.0.0.1 only. Its data folder is kept:
 * starting on the same folder again finds what was there. It ends when this JVM ends.
 */
public final class Database implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(10);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);
  private static final Duration REFUSAL_LIMIT = Duration.ofMillis(250);
  private static final int PID_FILE_STATUS = 7;
  private static final String USER = "postgres";

  private final Path data;
  private final int port;
  private final Path log;
  private @Nullable ServiceProcess server;

  private Database(Path data, int port, Path log) {
    this.data = data;
    this.port = port;
    this.log = log;
  }

  /** Starts a database on a free port, and makes the data folder at the first start. */
  public static Database start(Path dataFolder) {
    return start(dataFolder, FreePort.next());
  }

  /** Starts a database on the given port, and makes the data folder at the first start. */
  public static Database start(Path dataFolder, int port) {
    Path data = dataFolder.toAbsolutePath();
    Database database = stopped(data, port, data.resolveSibling(data.getFileName() + ".log"));
    database.restart();
    return database;
  }

  /** A database that does not run yet; {@link #restart} starts it. */
  static Database stopped(Path dataFolder, int port, Path log) {
    return new Database(dataFolder.toAbsolutePath(), port, log);
  }

  /**
   * Starts it again on the same port and data, and waits until it answers. Stops it before, if it
   * runs.
   */
  public synchronized void restart() {
    close();
    try {
      PostgresBinaries binaries = PostgresBinaries.unpacked();
      if (Files.notExists(data.resolve("PG_VERSION"))) {
        initialize(binaries);
      }
      long end = System.nanoTime() + PREDECESSOR_LIMIT.toNanos();
      ServiceProcess started = launch(binaries);
      while (endsForItsPredecessor(started) && System.nanoTime() < end) {
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
        started = launch(binaries);
      }
      ServiceProcess last = started;
      last.awaitReady(() -> isReady(last.pid()) && answers(), START_LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException("The database in " + data + " did not start", e);
    }
  }

  /** For JDBC, without user and password. */
  public String jdbcUrl() {
    return "jdbc:" + reactiveUrl();
  }

  /** For the reactive client, without user and password. */
  public String reactiveUrl() {
    return "postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The user, who may do everything. */
  public String user() {
    return USER;
  }

  /** The password. Whoever may connect to loopback may connect here: it protects nothing. */
  public String password() {
    return USER;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The server that was started last, to pause or to kill it. */
  public synchronized ServiceProcess process() {
    return Objects.requireNonNull(server, "The database was not started");
  }

  /** Stops it: open connections are ended, what was committed is kept. */
  @Override
  public synchronized void close() {
    if (server == null || !server.isAlive()) {
      return;
    }
    // SIGINT is the fast shutdown; SIGTERM would wait for the clients to leave.
    ProcessStarter.signal(server.pid(), "INT");
    if (!server.awaitExit(STOP_LIMIT)) {
      server.kill();
    }
  }

  private ServiceProcess launch(PostgresBinaries binaries) {
    ServiceProcess started =
        ServiceProcess.start(
            "database", asUser(serverCommand(binaries)), Map.of("LC_ALL", "C"), log);
    server = started;
    return started;
  }

  /**
   * A server that was killed, and its workers, need a moment to be gone; until then a new one
   * refuses to start.
   */
  private static boolean endsForItsPredecessor(ServiceProcess started) {
    if (!started.awaitExit(REFUSAL_LIMIT)) {
      return false;
    }
    String said = String.join("\n", started.lastLogLines());
    return said.contains("is still in use") || said.contains("\"postmaster.pid\" already exists");
  }

  private void initialize(PostgresBinaries binaries) throws IOException {
    Files.createDirectories(data.getParent());
    List<String> command =
        List.of(
            binaries.program("initdb"),
            "-D",
            data.toString(),
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF-8",
            "--no-locale",
            "--no-sync");
    ServiceProcess initdb =
        ServiceProcess.start("initdb", asUser(command), Map.of("LC_ALL", "C"), log);
    if (!initdb.awaitExit(START_LIMIT) || initdb.exitCode() != 0) {
      throw initdb.failed("failed");
    }
  }

  private List<String> serverCommand(PostgresBinaries binaries) {
    List<String> command =
        new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
    Map<String, Object> settings =
        Map.of(
            "port",
            port,
            "listen_addresses",
            "127.0.0.1",
            "unix_socket_directories",
            "",
            "max_connections",
            100,
            "shared_buffers",
            "32MB",
            "fsync",
            "off");
    settings.forEach((name, value) -> Collections.addAll(command, "-c", name + "=" + value));
    return command;
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own without a mapping it is
   * nobody.
   */
  private static List<String> asUser(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    List<String> all = new ArrayList<>(List.of("unshare", "-U"));
    all.addAll(command);
    return all;
  }

  /** Whether it is this server that is ready: another one may be listening on its port. */
  private boolean isReady(long pid) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > PID_FILE_STATUS
          && lines.get(0).equals(Long.toString(pid))
          && lines.get(PID_FILE_STATUS).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean answers() {
    try (Connection connection = DriverManager.getConnection(jdbcUrl(), USER, USER)) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }
}
