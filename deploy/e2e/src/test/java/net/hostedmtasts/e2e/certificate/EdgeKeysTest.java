package net.hostedmtasts.e2e.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/**
 * Certificates by TLS-ALPN-01 (RFC 8737); each of them, and the key between the services, is
 * replaced while edges answer.
 */
class EdgeKeysTest {
  private static final int DOMAINS = Counts.of(5, 100);
  private static final int PER_SECOND = Counts.of(40, 200);
  private static final Duration LIMIT = Duration.ofSeconds(Counts.of(90, 600));

  /** With the small count other programs share the machine. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(Counts.of(5, 1));

  @Test
  void certificates_and_their_sealing_key_are_replaced_without_a_failed_handshake()
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
        all.add(pair.addDelegated());
      }
      all.forEach(hosted -> pair.api().configure(hosted, Configuration.testing(0)));
      all.forEach(pair::awaitActive);
      Set<String> keysBefore = sealedWith(pair);
      assertThat(keysBefore).hasSize(1);
      Map<String, PublishedSerials.Published> before = newest(pair);

      Handshakes handshakes = Handshakes.start(all, pair.edges(2), PER_SECOND);
      Instant begun = Instant.now();
      try (handshakes) {
        replace(next);
        pair.deployment().controlPlane(1).instance().process().terminate(LIMIT);
        pair.startControlPlane(1);
        renewAll(pair);
        Pair.await(
            "every certificate is another one, sealed with the next key",
            LIMIT,
            () -> replaced(pair, keysBefore, before));
        int seen = handshakes.count();
        Pair.await("some more are fetched", LIMIT, () -> handshakes.count() > seen + 4 * DOMAINS);
      }
      Duration took = Duration.between(begun, Instant.now());
      Duration worst = PublishedSerials.of(pair).longestUnseen(handshakes.shown());
      System.out.printf(
          "%d certificates replaced and sealed anew: %d handshakes (%d in a second), %d failed;"
              + " the old certificate was shown for at most %d ms after the next was published%n",
          DOMAINS,
          handshakes.count(),
          handshakes.count() / Math.max(1, took.toSeconds()),
          handshakes.failed().size(),
          worst.toMillis());
      assertThat(handshakes.failed()).isEmpty();
      assertThat(worst).isLessThan(SEEN_WITHIN);
      assertThat(lastShown(handshakes)).isEqualTo(lastPublished(pair));
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

  /** As if two thirds of their lives were over. */
  private static void renewAll(Pair pair) throws SQLException {
    var database = pair.deployment().database();
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      connection
          .createStatement()
          .executeUpdate("update certificate set renew_at = now() where newest");
    }
  }

  private static boolean replaced(
      Pair pair, Set<String> keysBefore, Map<String, PublishedSerials.Published> before) {
    Set<String> keys = sealedWith(pair);
    Set<String> serialsBefore =
        before.values().stream()
            .map(PublishedSerials.Published::serial)
            .collect(Collectors.toSet());
    return keys.size() == 1
        && !keys.equals(keysBefore)
        && lastPublished(pair).stream().noneMatch(serialsBefore::contains);
  }

  private static Map<String, PublishedSerials.Published> newest(Pair pair) {
    return PublishedSerials.of(pair).newest();
  }

  private static Set<String> lastPublished(Pair pair) {
    return newest(pair).values().stream()
        .map(PublishedSerials.Published::serial)
        .collect(Collectors.toSet());
  }

  /** Of each host at each edge. */
  private static Set<String> lastShown(Handshakes handshakes) {
    Map<String, Handshakes.Shown> last =
        handshakes.shown().stream()
            .collect(
                Collectors.toMap(
                    shown -> shown.hosted().domain() + " " + shown.edge(),
                    shown -> shown,
                    (a, b) -> a.begun().isAfter(b.begun()) ? a : b));
    return last.values().stream()
        .map(Handshakes.Shown::serial)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> sealedWith(Pair pair) {
    return pair.topics().read(TopicClient.CERTIFICATES).values().stream()
        .map(record -> record.path("key_id").asText())
        .collect(Collectors.toSet());
  }
}
