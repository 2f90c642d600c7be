package net.hostedmtasts.e2e.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.hostedmtasts.standalone.ServiceProcess;

/**
 * A recursive resolver with a cache: Unbound. It asks for the zones that it is told of at their
 * servers, and finds nothing else below {@code .example} and {@code .test}.
 */
final class RealResolver implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/unbound");
  private static final String SETTINGS =
      """
      server:
        interface: 127.0.0.1
        port: %d
        do-ip6: no
        do-daemonize: no
        chroot: ""
        username: ""
        directory: "%s"
        pidfile: ""
        use-syslog: no
        logfile: ""
        num-threads: 1
        do-not-query-localhost: no
        use-caps-for-id: yes
        module-config: "validator iterator"
        ede: yes
        local-zone: "example." static
        local-zone: "test." static
      """;

  private final ServiceProcess process;

  private RealResolver(ServiceProcess process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param zones name to addresses, as {@code 127.0.0.1@5353}
   * @param signed a zone that it believes to be signed
   */
  static RealResolver start(Path folder, int port, Map<String, List<String>> zones, String signed) {
    try {
      Files.createDirectories(folder);
      StringBuilder settings = new StringBuilder(SETTINGS.formatted(port, folder));
      zones
          .keySet()
          .forEach(zone -> settings.append("  local-zone: \"%s.\" transparent\n".formatted(zone)));
      settings.append("  trust-anchor: \"%s. DS 1 13 2 %s\"\n".formatted(signed, "AB".repeat(32)));
      settings.append("remote-control:\n  control-enable: no\n");
      zones.forEach(
          (zone, addresses) -> {
            settings.append("stub-zone:\n  name: \"%s.\"\n".formatted(zone));
            addresses.forEach(address -> settings.append("  stub-addr: %s\n".formatted(address)));
          });
      Path file = Files.writeString(folder.resolve("unbound.conf"), settings);
      // A profile of AppArmor for the original lets it read nothing here.
      Path program = folder.resolve("unbound");
      Files.copy(PROGRAM, program);
      return new RealResolver(
          ServiceProcess.start(
              "unbound",
              List.of(program.toString(), "-d", "-c", file.toString()),
              Map.of(),
              folder.resolve("unbound.log")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServiceProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
