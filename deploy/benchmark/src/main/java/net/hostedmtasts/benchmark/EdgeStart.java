package net.hostedmtasts.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import net.hostedmtasts.standalone.Deployment;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Ports;
import net.hostedmtasts.standalone.Signing;

/** How long an edge takes from its start until it is ready, and what it needs for it. */
final class EdgeStart {
  private static final String ZONE = "mta-sts-host.test";
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final List<String> HEAPS = List.of("1g", "256m");
  private static final int ROUNDS = 3;
  private static final int ASKED = 1_000;

  private final Path home;
  private final Path data;
  private final int domains;
  private final Authority authority = new Authority();

  EdgeStart(Path home, Path data, int domains) {
    this.home = home;
    this.data = data;
    this.domains = domains;
  }

  void run() {
    System.out.println(
        "| heap limit | round | load average | seconds to ready | CPU seconds | live heap, MiB |"
            + " resident, MiB | right answers |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    boolean filled = false;
    for (String heap : HEAPS) {
      try (Deployment deployment = Deployment.prepare(settings(heap))) {
        deployment.broker().restart();
        if (!filled) {
          fill(deployment);
          filled = true;
        }
        for (int round = 1; round <= ROUNDS; round++) {
          measure(deployment, heap, round);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException | ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  /** The JVM as policy-server/Dockerfile starts it, but for the limit of its heap. */
  private DeploymentSettings settings(String heap) {
    return new DeploymentSettings(
        data,
        home,
        ZONE,
        1,
        Ports.free(),
        Map.of(),
        Map.of("edge.grace-period", "PT0S", "zone.responses-per-second", "0"),
        List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
        false,
        new Signing.Local());
  }

  private void fill(Deployment deployment)
      throws IOException, GeneralSecurityException, InterruptedException, ExecutionException {
    long start = System.nanoTime();
    FilledTopics.fill(
        deployment.broker().bootstrapServers(),
        authority,
        new Seal(deployment.data().edgeSealingKey()),
        domains);
    System.err.printf("%d domains published in %.0f s%n", domains, secondsSince(start));
  }

  private void measure(Deployment deployment, String heap, int round)
      throws IOException, GeneralSecurityException {
    var instance = deployment.edge(1).instance();
    double load = ProcessFigures.loadAverage();
    long start = System.nanoTime();
    ProcessFigures figures = new ProcessFigures(instance.start().pid());
    instance.awaitReady(LIMIT);
    double seconds = secondsSince(start);
    double cpu = figures.cpuSeconds();
    double live = figures.liveHeapMebibytes();
    double resident = figures.residentMebibytes();
    int right = rightAnswers(new Sender(deployment.edge(1), ZONE, authority.trust()), round);
    System.out.printf(
        "| %s | %d | %.1f | %.1f | %.1f | %.0f | %.0f | %d of %d |%n",
        heap, round, load, seconds, cpu, live, resident, right, ASKED);
    instance.close();
  }

  private int rightAnswers(Sender sender, int round) throws IOException {
    int right = 0;
    Random random = new Random(round);
    for (int i = 0; i < ASKED; i++) {
      SampleDomain domain = new SampleDomain(random.nextInt(domains));
      if (sender.policy(domain.policyHost()).equals(domain.document())
          && sender.txt(domain.label()).equals(domain.txt())
          && sender.caa(domain.label()).equals(Sender.CAA)) {
        right++;
      }
    }
    return right;
  }

  private static double secondsSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1_000.0;
  }
}
