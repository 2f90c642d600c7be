package net.hostedmtasts.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import net.hostedmtasts.standalone.Deployment;
import net.hostedmtasts.standalone.DeploymentSettings;

/** How long a change takes from the start of its PUT until both edges serve it over HTTPS. */
final class ChangeLatency {
  private static final String ZONE = "mta-sts-host.test";
  private static final String DOMAIN = "changing.example";
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final Duration CHANGE_LIMIT = Duration.ofSeconds(30);
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(10);
  private static final int MOST_PAUSE_MS = 200;
  private static final int UNCOUNTED = 50;

  private final Path home;
  private final Path data;
  private final int changes;
  private final Pauses pauses = new Pauses();

  ChangeLatency(Path home, Path data, int changes) {
    this.home = home;
    this.data = data;
    this.changes = changes;
  }

  void run() {
    DeploymentSettings settings =
        DeploymentSettings.of(data, home, ZONE, 2).withEdge("edge.grace-period", "PT0S");
    try (Deployment deployment = Deployment.prepare(settings)) {
      deployment.startAll(2, READY_LIMIT);
      double before = ProcessFigures.loadAverage();
      measure(deployment).print(before, ProcessFigures.loadAverage());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Latencies measure(Deployment deployment)
      throws IOException, GeneralSecurityException, InterruptedException {
    Api api =
        new Api(
            deployment.controlPlane(1), Files.readString(deployment.data().adminToken()).strip());
    SSLContext trust = Sender.trust(root(deployment.data().authority()));
    List<Sender> senders =
        Stream.of(1, 2).map(edge -> new Sender(deployment.edge(edge), ZONE, trust)).toList();
    api.add(DOMAIN);
    String version = api.put(DOMAIN, api.version(DOMAIN), mx(0));
    awaitActive(api);
    List<Duration> measured = new ArrayList<>();
    for (int change = 1; change <= UNCOUNTED + changes; change++) {
      // Changes of owners do not come in step with anything that the services do.
      pauses.pause(Duration.ofMillis(ThreadLocalRandom.current().nextInt(MOST_PAUSE_MS)));
      long start = System.nanoTime();
      version = api.put(DOMAIN, version, mx(change));
      Duration taken = awaitServed(senders, mx(change), start);
      if (change > UNCOUNTED) {
        measured.add(taken);
      }
    }
    return new Latencies(measured);
  }

  private static String mx(int change) {
    return "mx" + change + ".mail.example";
  }

  private void awaitActive(Api api) throws IOException, InterruptedException {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    while (!api.status(DOMAIN).equals("active")) {
      if (System.nanoTime() > end) {
        throw new IOException("The domain is " + api.status(DOMAIN) + ", not active");
      }
      pauses.pause(BETWEEN_POLLS);
    }
  }

  private Duration awaitServed(List<Sender> senders, String mx, long start) {
    List<CompletableFuture<Long>> served =
        senders.stream()
            .map(sender -> CompletableFuture.supplyAsync(() -> servedAt(sender, mx)))
            .toList();
    long last = served.stream().mapToLong(CompletableFuture::join).max().orElse(start);
    return Duration.ofNanos(last - start);
  }

  private long servedAt(Sender sender, String mx) {
    long end = System.nanoTime() + CHANGE_LIMIT.toNanos();
    try {
      while (!sender.policy("mta-sts." + DOMAIN).contains("mx: " + mx + "\r\n")) {
        if (System.nanoTime() > end) {
          pauses.end();
          throw new IllegalStateException(mx + " is not served within " + CHANGE_LIMIT);
        }
        pauses.pause(BETWEEN_POLLS);
      }
      return System.nanoTime();
    } catch (IOException e) {
      // Whoever still polls the other edge need not go on.
      pauses.end();
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate root(Path file) throws IOException, CertificateException {
    try (InputStream pem = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
  }
}
