package net.hostedmtasts.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Pebble, an ACME authority for tests, on 127.0.0.1. Its resolver is the owner's DNS, and
 * it looks for challenges at the ports of the edges. It forgets everything when it ends, and has
 * another root at each start.
 */
public final class Pebble implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

  private final DeploymentSettings settings;
  private final Signing.WithPebble how;
  private final DataFolder data;
  private @Nullable ServiceProcess process;

  private Pebble(DeploymentSettings settings, Signing.WithPebble how, DataFolder data) {
    this.settings = settings;
    this.how = how;
    this.data = data;
  }

  static Pebble of(DeploymentSettings settings, DataFolder data) {
    return new Pebble(settings, (Signing.WithPebble) settings.signing(), data);
  }

  /** Whether the program is on this machine. */
  static boolean isInstalled() {
    return program() != null;
  }

  /** Where ACME clients begin. */
  public String directory() {
    return "https://127.0.0.1:" + settings.ports().acme() + "/dir";
  }

  /** The certificate of its own HTTPS, as PEM. */
  Path certificate() {
    return data.pebble().resolve("certificate.pem");
  }

  /** The process that was started last. */
  public synchronized ServiceProcess process() {
    return Objects.requireNonNull(process, "Pebble was not started");
  }

  /** Starts it, waits until it answers, and keeps its root for whoever is to trust it. */
  public synchronized void restart() {
    close();
    Path program = program();
    if (program == null) {
      throw new ProcessFailed("pebble is missing. On Debian: apt install pebble");
    }
    try {
      Files.createDirectories(data.pebble());
      PebbleCertificate.writeOnce(certificate(), key());
      Path file = Files.writeString(data.pebble().resolve("pebble.json"), json());
      Map<String, String> environment = new HashMap<>(how.environment());
      process =
          ServiceProcess.start("pebble", command(program, file), environment, data.log("pebble"));
      HttpClient client = PebbleCertificate.client(certificate());
      process.awaitReady(() -> root(client) != null, START_LIMIT);
      Files.writeString(data.authority(), Objects.requireNonNull(root(client)));
    } catch (IOException e) {
      throw new UncheckedIOException("Pebble in " + data.pebble() + " did not start", e);
    }
  }

  /** Stops it; what it knew is forgotten. */
  @Override
  public synchronized void close() {
    if (process != null) {
      process.close();
    }
  }

  private Path key() {
    return data.pebble().resolve("key.pem");
  }

  private List<String> command(Path program, Path file) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "-config", file.toString(), "-strict=true"));
    if (settings.ownerDns()) {
      command.addAll(List.of("-dnsserver", Ports.host(1) + ":" + settings.ports().ownerResolver()));
    }
    return command;
  }

  private String json() {
    Ports ports = settings.ports();
    String validity =
        how.validity()
            .map(period -> ",\n    \"certificateValidityPeriod\": " + period.toSeconds())
            .orElse("");
    String accounts =
        how.externalAccounts().entrySet().stream()
            .map(key -> "\"%s\": \"%s\"".formatted(key.getKey(), key.getValue()))
            .collect(Collectors.joining(", "));
    String refused =
        how.refused().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    return """
        {
          "pebble": {
            "listenAddress": "127.0.0.1:%d",
            "managementListenAddress": "127.0.0.1:%d",
            "certificate": "%s",
            "privateKey": "%s",
            "httpPort": %d,
            "tlsPort": %d,
            "ocspResponderURL": "",
            "externalAccountBindingRequired": %b,
            "externalAccountMACKeys": {%s},
            "domainBlocklist": [%s]%s
          }
        }
        """
        .formatted(
            ports.acme(),
            ports.acmeManagement(),
            certificate(),
            key(),
            ports.challenges(),
            ports.https(),
            !how.externalAccounts().isEmpty(),
            accounts,
            refused,
            validity);
  }

  private @Nullable String root(HttpClient client) {
    URI root = URI.create("https://127.0.0.1:" + settings.ports().acmeManagement() + "/roots/0");
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(root).timeout(REQUEST_LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? answer.body() : null;
    } catch (IOException notYet) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static @Nullable Path program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .map(folder -> Path.of(folder, "pebble"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }
}
