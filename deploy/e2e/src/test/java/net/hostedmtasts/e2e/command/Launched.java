package net.hostedmtasts.e2e.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.Ports;
import net.hostedmtasts.standalone.ServiceProcess;
import net.hostedmtasts.standalone.Standalone;

/** The launcher as {@code deploy/run.sh} starts it once everything is built. */
final class Launched implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration END_LIMIT = Duration.ofSeconds(60);
  static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

  private final ServiceProcess process;
  private final int portBase;

  private Launched(ServiceProcess process, int portBase) {
    this.process = process;
    this.portBase = portBase;
  }

  /** Waits until it says that it is ready. */
  static Launched start(Path log, String... options) {
    return start(
        log,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-Dstandalone.home=" + HOME,
            "-cp",
            System.getProperty("java.class.path"),
            Standalone.class.getName()),
        options);
  }

  /** The script itself, which has nothing to build: Maven has just built everything. */
  static Launched byScript(Path log, String... options) {
    List<String> script = List.of(HOME.resolve("deploy/run.sh").toString());
    return BuiltNow.during(HOME, () -> start(log, script, options));
  }

  private static Launched start(Path log, List<String> program, String... options) {
    int portBase = freeBase();
    // A build in the background has its Ctrl-C ignored, and so would all below it.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(program);
    command.addAll(List.of("--port-base", Integer.toString(portBase)));
    command.addAll(List.of(options));
    Launched launched =
        new Launched(
            ServiceProcess.start("launcher", command, Map.of(), log.toAbsolutePath()), portBase);
    launched.process.awaitReady(
        () -> launched.lines().stream().anyMatch(line -> line.startsWith("ready")), READY_LIMIT);
    return launched;
  }

  private static int freeBase() {
    return Stream.generate(() -> 10_000 + ThreadLocalRandom.current().nextInt(1_000) * 20)
        .limit(100)
        .filter(Launched::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int base) {
    Ports ports = Ports.fromBase(base);
    return Stream.of(
            ports.api(),
            ports.controlPlaneManagement(),
            ports.https(),
            ports.dns(),
            ports.challenges(),
            ports.edgeManagement(),
            ports.ownerAuthority(),
            ports.ownerResolver(),
            ports.ownerHttp())
        .allMatch(
            port -> FreePort.isFree(Ports.host(1), port) && FreePort.isFree(Ports.host(2), port));
  }

  int portBase() {
    return portBase;
  }

  /** What it has printed after {@code name}, such as the address of its API. */
  String after(String name) {
    return lines().stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
        .findFirst()
        .orElseThrow();
  }

  /** Its data folder. */
  Path data() {
    return Path.of(after("data folder"));
  }

  /** What it has printed. */
  List<String> lines() {
    try {
      return Files.readAllLines(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines to paste into a shell that contain {@code text}. */
  List<String> toPaste(String text) {
    return lines().stream().filter(line -> line.startsWith("  ") && line.contains(text)).toList();
  }

  /** Everything to paste from the line on that begins with {@code text}, as one piece. */
  String toPasteFrom(String text) {
    List<String> lines = toPaste("");
    int begin = lines.indexOf(toPaste(text).get(0));
    return String.join("\n", lines.subList(begin, lines.size()));
  }

  /** Sends a signal, as a terminal or a service manager does, and waits for the end. */
  boolean end(String signal) {
    Shell.run("kill -" + signal + " " + process.pid());
    return process.awaitExit(END_LIMIT);
  }

  @Override
  public void close() {
    process.close();
  }
}
