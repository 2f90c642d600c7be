package net.hostedmtasts.e2e.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Health;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.standalone.DeploymentSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How long an edge needs from its start until it is ready with many domains, and what it takes. */
@EnabledIfSystemProperty(named = "long", matches = "true")
class EdgeStartTest {
  private static final int DOMAINS = 100_000;
  private static final int STARTS = 3;
  private static final int ASKED = 500;
  private static final Pattern USED =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\".*\\} (\\S+)$");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  @Test
  void start_of_an_edge_with_many_domains() throws IOException, GeneralSecurityException {
    try (Pair pair = Pair.prepare("edge-start", EdgeStartTest::withHeap)) {
      pair.startAll(0);
      pair.deployment().controlPlane(1).instance().close();
      ManyDomains domains = new ManyDomains(DOMAINS);
      Files.writeString(pair.deployment().data().edgeSealingKey(), domains.edgeKeyFile());
      domains.write(pair.topics());
      StringBuilder starts = new StringBuilder();
      for (int start = 1; start <= STARTS; start++) {
        long begin = System.nanoTime();
        pair.startEdge(1);
        starts.append(start == 1 ? "" : ", ");
        starts.append(Table.seconds(Duration.ofNanos(System.nanoTime() - begin)));
      }
      everyAnswerIsRight(pair.edge(1));
      write(pair.edge(1), starts.toString());
    }
  }

  private static DeploymentSettings withHeap(DeploymentSettings settings) {
    return new DeploymentSettings(
        settings.data(),
        settings.home(),
        settings.zone(),
        settings.addresses(),
        settings.ports(),
        settings.controlPlane(),
        settings.edge(),
        List.of("-Xmx1g", "-XX:+UseSerialGC"));
  }

  private static void everyAnswerIsRight(EdgeClient edge) {
    Random random = new Random(4);
    for (int i = 0; i < ASKED; i++) {
      int number = random.nextInt(DOMAINS);
      String label = ManyDomains.label(number);
      Hosted hosted =
          new Hosted(ManyDomains.domain(number), label, label + "._mta-sts." + Pair.ZONE);
      assertThat(edge.txt(hosted)).contains("v=STSv1; id=" + ManyDomains.id(number) + ";");
    }
  }

  private static void write(EdgeClient edge, String starts) throws IOException {
    double heap = 0;
    Matcher used = USED.matcher(Health.body(edge.edge(), "/q/metrics"));
    while (used.find()) {
      heap += Double.parseDouble(used.group(1));
    }
    long pid = edge.edge().instance().process().pid();
    Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    assertThat(resident.find()).isTrue();
    new Table(
            "Start of an edge with 100,000 domains",
            "Policy, certificate and record of each domain read from one broker, no control-plane"
                + " running; everything on one machine with 2 cores. The JVM has -Xmx1g and the"
                + " serial collector. Heap as it is used after the start, garbage included.",
            List.of(
                List.of("", "measured"),
                List.of("process start to ready, " + STARTS + " starts", starts),
                List.of("heap used", "%.0f MB".formatted(heap / 1e6)),
                List.of(
                    "resident memory",
                    "%.0f MB".formatted(Long.parseLong(resident.group(1)) / 1e3))))
        .write("edge-start.md");
  }
}
