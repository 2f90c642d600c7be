package net.hostedmtasts.e2e.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Counts;
import net.hostedmtasts.e2e.pair.EdgeClient;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import net.hostedmtasts.standalone.DeploymentSettings;
import net.hostedmtasts.standalone.Signing;
import org.junit.jupiter.api.Test;

/**
 * Private keys, keys that seal, tokens and challenges of a running pair are known to this test, and
 * looked for in everything that it writes or answers.
 */
class SeededSecretsTest {
  private static final int DOMAINS = Counts.of(4, 40);
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CHALLENGES = "mta-sts.challenges";
  private static final String REFUSED = "refused-marker.example";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void no_secret_is_in_a_log_a_topic_an_answer_a_metric_or_the_database() throws Exception {
    try (Pair pair = Pair.prepare("seeded-secrets", SeededSecretsTest::with)) {
      Path next = next(pair.deployment().settings());
      writeKey(next);
      pair.startAll(2);
      List<Hosted> hosted = new ArrayList<>();
      for (int i = 0; i < DOMAINS; i++) {
        hosted.add(pair.activate().hosted());
      }
      refused(pair);
      awaitSealedWithNextKey(pair);

      OpenedKeys opened =
          new OpenedKeys(
              List.of(
                  pair.deployment().data().edgeSealingKey(),
                  pair.deployment().data().keyEncryptionKey(),
                  next));
      List<Secret> inTopic = opened.ofTopic(pair);
      List<Secret> atRest = opened.ofDatabase(pair);
      assertThat(inTopic).hasSizeGreaterThanOrEqualTo(DOMAINS);
      assertThat(atRest).hasSizeGreaterThan(DOMAINS);
      List<Secret> nowhere =
          Stream.of(
                  opened.sealing(),
                  inTopic.stream(),
                  atRest.stream(),
                  tokens(pair).stream(),
                  webhook(pair))
              .flatMap(all -> all)
              .toList();
      List<Secret> challenges = challenges(pair);
      assertThat(challenges).hasSizeGreaterThanOrEqualTo(DOMAINS);

      Place logs =
          Place.folder("logs", pair.deployment().data().path().resolve("logs"), any -> true);
      Place api = new Answers(pair).api(hosted);
      Place management =
          new Answers(pair).management(pair.edges(2).stream().map(EdgeClient::edge).toList());
      Place records = records(pair);
      Place segments =
          Place.folder(
              "the broker's files",
              pair.deployment().data().path().resolve("kafka"),
              // Indexes hold offsets alone.
              file -> !file.toString().endsWith("index"));
      Place rows = rows(pair);
      Place files =
          Place.folder("the database's files", pair.deployment().data().database(), any -> true);

      // What is looked through is there, and would be found.
      Secret domain = Secret.of("a policy host", hosted.get(0).policyHost());
      for (Place place : List.of(api, records, segments, rows, files)) {
        assertThat(place.found(List.of(domain))).as(place.name()).isNotEmpty();
      }
      assertThat(logs.found(List.of(Secret.of("a refused domain", REFUSED))))
          .anyMatch(found -> found.contains("control-plane-1.log"));
      assertThat(logs.parts().keySet())
          .contains(
              "control-plane-1.log", "edge-1.log", "edge-2.log", "database.log", "broker.log");
      assertThat(management.found(List.of(Secret.of("a metric", "certificates_issued_total"))))
          .isNotEmpty();
      assertThat(management.found(List.of(Secret.of("a metric", "jvm_memory_used_bytes"))))
          .hasSize(3);
      for (Place place : List.of(records, segments)) {
        for (Secret challenge : challenges) {
          assertThat(place.found(List.of(challenge))).as(place.name()).isNotEmpty();
        }
      }

      List<String> found = new ArrayList<>();
      for (Place place : List.of(logs, api, management, records, segments, rows, files)) {
        found.addAll(place.found(nowhere));
      }
      // Edges tell the whole world the answer to a challenge, but only while it is one.
      for (Place place : List.of(ofTheServices(logs), api, management, rows)) {
        found.addAll(place.found(challenges));
      }
      System.out.printf(
          "%d secrets and %d challenges looked for in %d logs, %d answers, %d records,"
              + " %d files of the broker, %d tables, %d files of the database: %d found%n",
          nowhere.size(),
          challenges.size(),
          logs.parts().size(),
          api.parts().size() + management.parts().size(),
          records.parts().size(),
          segments.parts().size(),
          rows.parts().size(),
          files.parts().size(),
          found.size());
      assertThat(found).isEmpty();
    }
  }

  private static DeploymentSettings with(DeploymentSettings settings) {
    Signing signing =
        new Signing.WithPebble(
            Map.of("PEBBLE_VA_NOSLEEP", "1", "PEBBLE_WFE_NONCEREJECT", "5"),
            Optional.empty(),
            List.of("mta-sts." + REFUSED));
    Path next = next(settings);
    return settings
        .withSigning(signing)
        .withControlPlane("certificates.next-edge-key-file", next.toString())
        .withEdge(
            "certificates.sealing-key-files", next.resolveSibling("edge-sealing.key") + "," + next);
  }

  private static Path next(DeploymentSettings settings) {
    return settings.data().resolve("keys").resolve("next.key");
  }

  private static void writeKey(Path file) throws IOException {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static void refused(Pair pair) {
    Hosted hosted = pair.api().add(REFUSED);
    pair.delegate(hosted);
    pair.api().configure(hosted, Configuration.testing(0));
    Pair.await(
        "the authority refuses",
        LIMIT,
        () -> pair.api().mtaSts(hosted).body().toString().contains("authority-refused"));
  }

  private static void awaitSealedWithNextKey(Pair pair) {
    Pair.await(
        "every certificate is sealed with the next key",
        LIMIT,
        () -> {
          Set<String> ids =
              pair.topics().read(TopicClient.CERTIFICATES).values().stream()
                  .map(record -> record.path("key_id").asText())
                  .collect(Collectors.toSet());
          return ids.size() == 1;
        });
  }

  /** The operator's token, and one that the API gives out, once. */
  private static List<Secret> tokens(Pair pair) throws IOException {
    String admin = Files.readString(pair.deployment().data().adminToken()).strip();
    String body = "{\"name\": \"marker\", \"scope\": \"read\"}";
    var first =
        pair.api().send("POST", "/api/v1/tokens", body, "Idempotency-Key", "marker").expect(201);
    pair.api().send("POST", "/api/v1/tokens", body, "Idempotency-Key", "marker").expect(409);
    String token = first.body().path("token").asText();
    assertThat(token).hasSizeGreaterThan(20);
    pair.api().as(token).get("/api/v1/domains").expect(200);
    return List.of(Secret.of("the operator's token", admin), Secret.of("a token", token));
  }

  /** A webhook's secret, once, with a delivery that is signed with it. */
  private static Stream<Secret> webhook(Pair pair) {
    var made =
        pair.api()
            .send("POST", "/api/v1/webhooks", "{\"url\": \"https://hooks.example.test/\"}")
            .expect(201);
    String ping = "/api/v1/webhooks/" + made.body().path("id").asText() + "/ping";
    var delivery = pair.api().send("POST", ping, "").expect(201);
    String path = ping.replace("/ping", "/deliveries/") + delivery.body().path("id").asText();
    Pair.await(
        "the ping is attempted",
        LIMIT,
        () -> pair.api().get(path).body().path("attempts").asInt() == 1);
    String text = made.body().path("secret").asText();
    assertThat(text).startsWith("whsec_");
    byte[] key = Base64.getDecoder().decode(text.substring("whsec_".length()));
    assertThat(key).hasSize(32);
    return Stream.of(Secret.of("a webhook's secret", key));
  }

  private static List<Secret> challenges(Pair pair) throws IOException {
    Set<String> all = new TreeSet<>();
    for (var read : pair.topics().records(CHALLENGES)) {
      all.add(JSON.readTree(read.value()).path("key_authorization").asText());
    }
    return all.stream().map(one -> Secret.of("the answer to a challenge", one)).toList();
  }

  private static Place records(Pair pair) {
    Place place = Place.of("records of the topics");
    for (String topic : pair.topics().ids().keySet()) {
      int number = 0;
      for (var read : pair.topics().records(topic)) {
        String name = topic + " " + number++;
        place.add(name + " key", String.valueOf(read.key()));
        if (read.value() != null) {
          place.add(name, read.value());
        }
        read.headers().forEach(header -> place.add(name + " " + header.key(), header.value()));
      }
    }
    return place;
  }

  /** Every table as text: what a file may hold compressed. */
  private static Place rows(Pair pair) throws SQLException {
    Place place = Place.of("tables");
    try (Connection database = OpenedKeys.connect(pair)) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          database
              .createStatement()
              .executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        StringBuilder all = new StringBuilder();
        try (ResultSet row =
            database.createStatement().executeQuery("select t::text from " + table + " t")) {
          while (row.next()) {
            all.append(row.getString(1)).append('\n');
          }
        }
        place.add(table, all.toString());
      }
      // What is in memory alone goes into the files.
      database.createStatement().execute("checkpoint");
    }
    return place;
  }

  /** Pebble is somebody else: it writes down what it looks for. */
  private static Place ofTheServices(Place logs) {
    return new Place(
        logs.name(),
        logs.parts().entrySet().stream()
            .filter(part -> !part.getKey().startsWith("pebble"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
