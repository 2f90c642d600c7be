package net.hostedmtasts.e2e.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.hostedmtasts.standalone.ServiceProcess;

/** An owner's authoritative server: NSD, with zone files. */
final class NameServer implements AutoCloseable {
  private static final String SETTINGS =
      """
      server:
        ip-address: 127.0.0.1@%d
        username: ""
        chroot: ""
        database: ""
        zonesdir: "%2$s"
        xfrdir: "%2$s"
        xfrdfile: "%2$s/xfrd.state"
        zonelistfile: "%2$s/zone.list"
        pidfile: "%2$s/nsd.pid"
        server-count: 1
      remote-control:
        control-enable: no
      """;
  private static final String APEX =
      """
      $ORIGIN %s.
      $TTL 2
      @ SOA ns hostmaster %d 3600 600 86400 %d
      @ NS ns
      ns A 127.0.0.1
      mx1 A 127.0.0.1
      """;

  private final Path folder;
  private final int port;
  private final Map<String, Integer> negativeTtls;
  private final AtomicInteger serial = new AtomicInteger();
  private final ServiceProcess process;

  private NameServer(Path folder, int port, Map<String, Integer> negativeTtls) throws IOException {
    this.folder = folder;
    this.port = port;
    this.negativeTtls = negativeTtls;
    StringBuilder settings = new StringBuilder(SETTINGS.formatted(port, folder));
    for (String zone : negativeTtls.keySet()) {
      settings.append("zone:\n  name: \"%1$s\"\n  zonefile: \"%1$s.zone\"\n".formatted(zone));
      write(zone, "");
    }
    Path file = Files.writeString(folder.resolve("nsd.conf"), settings);
    process =
        ServiceProcess.start(
            "nsd",
            List.of("/usr/sbin/nsd", "-d", "-c", file.toString()),
            Map.of(),
            folder.resolve("nsd.log"));
  }

  /** Starts one for these zones: names, and how long resolvers remember what is not there. */
  static NameServer start(Path folder, int port, Map<String, Integer> negativeTtls) {
    try {
      return new NameServer(Files.createDirectories(folder), port, negativeTtls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  ServiceProcess process() {
    return process;
  }

  /** Puts these records, as lines of a zone file, in place of the ones before. */
  void publish(String zone, String records) {
    try {
      write(zone, records);
      // Reads the zone files that have changed.
      new ProcessBuilder("sh", "-c", "kill -HUP " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void write(String zone, String records) throws IOException {
    String apex =
        APEX.formatted(zone, serial.incrementAndGet(), negativeTtls.getOrDefault(zone, 1));
    Files.writeString(folder.resolve(zone + ".zone"), apex + records);
  }

  @Override
  public void close() {
    process.close();
  }
}
