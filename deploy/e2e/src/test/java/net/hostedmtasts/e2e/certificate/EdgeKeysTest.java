package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/**
 * Certificates by TLS-ALPN-01 (RFC 8737), and the key between the services replaced while edges
 * answer.
 */
class EdgeKeysTest {
  private static final int DOMAINS = Counts.of(5, 100);
  private static final Duration LIMIT = Duration.ofSeconds(Counts.of(60, 300));

  @Test
  void the_key_is_replaced_without_a_restart_of_an_edge_and_without_a_failed_handshake()
      throws Exception {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "0"), Optional.empty());
    try (Pair pair = Pair.prepare("edge-keys", settings -> with(settings, signing))) {
      Path next = pair.deployment().data().edgeSealingKey().resolveSibling("next.key");
      Files.copy(pair.deployment().data().edgeSealingKey(), next);
      pair.startAll(2);
      List<Hosted> all = new ArrayList<>();
      for (int i = 0; i < DOMAINS; i++) {
        all.add(pair.activate().hosted());
      }
      Set<String> before = sealedWith(pair);
      assertThat(before).hasSize(1);

      AtomicBoolean done = new AtomicBoolean();
      AtomicInteger handshakes = new AtomicInteger();
      List<String> failed = new ArrayList<>();
      ExecutorService senders = Executors.newSingleThreadExecutor();
      try {
        var fetching = senders.submit(() -> fetch(pair, all, done, handshakes, failed));
        replace(next);
        pair.deployment().controlPlane(1).instance().process().terminate(LIMIT);
        pair.startControlPlane(1);
        Pair.await(
            "every record is sealed with the next key",
            LIMIT,
            () -> {
              Set<String> now = sealedWith(pair);
              return now.size() == 1 && !now.equals(before);
            });
        int seen = handshakes.get();
        Pair.await("some more are fetched", LIMIT, () -> handshakes.get() > seen + 20);
        done.set(true);
        fetching.get();
      } finally {
        done.set(true);
        senders.shutdownNow();
      }
      System.out.printf(
          "%d certificates sealed anew: %d handshakes meanwhile, %d failed%n",
          DOMAINS, handshakes.get(), failed.size());
      assertThat(failed).isEmpty();
    }
  }

  private static DeploymentSettings with(DeploymentSettings settings, Signing signing) {
    Path keys = settings.data().resolve("keys");
    Path next = keys.resolve("next.key");
    return settings
        .withSigning(signing)
        .withControlPlane("certificates.acme.acme.challenges", "tls-alpn-01")
        .withControlPlane("certificates.next-edge-key-file", next.toString())
        .withEdge("certificates.sealing-key-files", keys.resolve("edge-sealing.key") + "," + next)
        .withEdge("certificates.sealing-key-interval", "PT0.2S");
  }

  private static void replace(Path next) throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(next, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static void fetch(
      Pair pair,
      List<Hosted> all,
      AtomicBoolean done,
      AtomicInteger handshakes,
      List<String> failed) {
    while (!done.get()) {
      for (Hosted hosted : all) {
        for (EdgeClient edge : pair.edges(2)) {
          if (edge.document(hosted).isEmpty()) {
            failed.add(hosted.domain());
          }
          handshakes.incrementAndGet();
        }
      }
    }
  }

  private static Set<String> sealedWith(Pair pair) {
    return pair.topics().read(TopicClient.CERTIFICATES).values().stream()
        .map(record -> record.path("key_id"))
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
