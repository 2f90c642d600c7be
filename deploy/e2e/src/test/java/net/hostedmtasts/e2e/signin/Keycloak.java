package net.hostedmtasts.e2e.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.hostedmtasts.standalone.FreePort;
import net.hostedmtasts.standalone.ServiceProcess;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenID Connect provider as a process of its own, with the people of {@code realm.json}.
 * Started once and ended with this JVM: it needs most of a minute.
 */
final class Keycloak {
  static final String CLIENT_ID = "mta-sts";
  static final String CLIENT_SECRET = "only-for-tests-0123456789-0123456789";
  private static final Duration START_LIMIT = Duration.ofMinutes(6);
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
  private static final Path HOME = Path.of("target", "keycloak", "keycloak-26.0.8");
  private static @Nullable Keycloak running;

  private final int port;

  private Keycloak(int port) {
    this.port = port;
  }

  static synchronized Keycloak get() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  String issuer() {
    return "http://127.0.0.1:" + port + "/realms/mail";
  }

  private static Keycloak start() {
    Keycloak keycloak = new Keycloak(FreePort.next());
    importRealm();
    ServiceProcess process =
        ServiceProcess.start(
            "keycloak",
            List.of(
                "bash",
                HOME.resolve("bin/kc.sh").toAbsolutePath().toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + keycloak.port,
                "--import-realm"),
            Map.of("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m"),
            Path.of("target", "keycloak", "keycloak.log"));
    Runtime.getRuntime().addShutdownHook(new Thread(process::kill, "end-of-keycloak"));
    process.awaitReady(keycloak::answers, START_LIMIT);
    return keycloak;
  }

  // What an earlier run has left would be there instead of what the tests expect.
  private static void importRealm() {
    Path data = HOME.resolve("data");
    try {
      if (Files.exists(data)) {
        try (Stream<Path> files = Files.walk(data)) {
          files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
        }
      }
      Files.copy(
          Path.of("src/test/resources/signin/realm.json"),
          Files.createDirectories(data.resolve("import")).resolve("realm.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                      .timeout(PROBE_LIMIT)
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
