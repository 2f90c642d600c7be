package net.hostedmtasts.e2e.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.hostedmtasts.e2e.pair.Change;
import net.hostedmtasts.e2e.pair.Configuration;
import net.hostedmtasts.e2e.pair.Hosted;
import net.hostedmtasts.e2e.pair.Pair;
import net.hostedmtasts.e2e.pair.TopicClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever stands in a topic, the readers of both services go on. */
class MalformedRecordsTest {
  private static final int GOOD = 100;
  private static final int MALFORMED_FOR_EACH = 10;
  private static final int DOMAINS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A census that is so old is not about to be raised. */
  private static final Duration REST = Duration.ofSeconds(3);

  private static final List<String> TOPICS =
      List.of(
          TopicClient.POLICIES, TopicClient.RECORDS, TopicClient.CERTIFICATES, TopicClient.EDGES);

  private static final Pair PAIR = Pair.prepare("malformed", settings -> settings);
  private final Random random = new Random(3);

  @BeforeAll
  static void start() {
    PAIR.startAll(2);
  }

  @AfterAll
  static void stop() {
    PAIR.close();
  }

  @Test
  void malformed_records_of_unknown_keys_keep_no_good_one_from_being_applied() {
    List<Hosted> domains = domains();
    List<Change> last = new ArrayList<>();
    for (int number = 1; number <= GOOD; number++) {
      for (int i = 0; i < MALFORMED_FOR_EACH; i++) {
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        write(topic, key(topic, number, i), malformed());
      }
      last.add(PAIR.change(domains.get(number % DOMAINS), Configuration.testing(number)));
    }

    last.subList(GOOD - DOMAINS, GOOD)
        .forEach(change -> Pair.awaitServed(change, PAIR.edges(2), LIMIT));
    assertThat(PAIR.deployment().edges()).allMatch(edge -> edge.instance().isReady());
    PAIR.startEdge(3);
    last.subList(GOOD - DOMAINS, GOOD)
        .forEach(change -> assertThat(PAIR.edge(3).serves(change)).isTrue());
  }

  @Test
  void a_malformed_record_of_a_hosted_domain_replaces_nothing_and_is_superseded() {
    Change served = PAIR.activate();
    Hosted hosted = served.hosted();

    write(TopicClient.POLICIES, hosted.domain(), malformed());
    write(TopicClient.RECORDS, hosted.label(), malformed());
    write(TopicClient.CERTIFICATES, hosted.policyHost(), malformed());

    Pair.await(
        "the records are sent again",
        LIMIT,
        () ->
            isServed(TopicClient.POLICIES, hosted.domain())
                && isServed(TopicClient.RECORDS, hosted.label())
                && isServed(TopicClient.CERTIFICATES, hosted.policyHost()));
    assertThat(PAIR.edges(2)).allMatch(edge -> edge.serves(served));
    Change change = PAIR.change(hosted, Configuration.testing(1));
    Pair.awaitServed(change, PAIR.edges(2), LIMIT);
  }

  @Test
  void a_malformed_census_is_superseded_so_that_new_edges_become_ready() {
    Change served = PAIR.activate();
    Pair.await(
        "the census counts it", LIMIT, () -> countedAt().isBefore(Instant.now().minus(REST)));

    write(TopicClient.CENSUS, TopicClient.POLICIES, malformed());

    Pair.await(
        "the census can be read",
        LIMIT,
        () -> newest(TopicClient.CENSUS, TopicClient.POLICIES).path("keys").asInt() > 0);
    PAIR.startEdge(3);
    assertThat(PAIR.edge(3).serves(served)).isTrue();
  }

  private static Instant countedAt() {
    return Instant.parse(
        newest(TopicClient.CENSUS, TopicClient.POLICIES).path("counted_at").asText());
  }

  /** Some are keys that a hosted domain could have. */
  private String key(String topic, int number, int i) {
    String name = "bad" + number + "-" + i + ".example";
    if (random.nextBoolean()) {
      return name;
    }
    return switch (topic) {
      case TopicClient.RECORDS -> "b" + "a".repeat(25 - 4) + letters(number * 10 + i, 4);
      case TopicClient.CERTIFICATES -> "mta-sts." + name;
      default -> name;
    };
  }

  private static String letters(int number, int length) {
    StringBuilder letters = new StringBuilder();
    for (int rest = number; letters.length() < length; rest /= 26) {
      letters.append((char) ('a' + rest % 26));
    }
    return letters.toString();
  }

  private List<Hosted> domains() {
    return IntStream.range(0, DOMAINS).mapToObj(i -> PAIR.activate().hosted()).toList();
  }

  private static boolean isServed(String topic, String key) {
    return newest(topic, key).path("state").asText().equals("served");
  }

  private static JsonNode newest(String topic, String key) {
    byte[] newest = {};
    for (var each : PAIR.topics().records(topic)) {
      if (key.equals(each.key())) {
        newest = each.value();
      }
    }
    try {
      return new ObjectMapper().readTree(newest);
    } catch (IOException malformed) {
      return MissingNode.getInstance();
    }
  }

  private static void write(String topic, String key, byte[] value) {
    PAIR.topics().write(topic, key, value);
  }

  private byte[] malformed() {
    List<String> texts =
        List.of(
            "",
            "{",
            "[]",
            "{}",
            "7",
            "\"served\"",
            "{\"revision\": 9007199254740992, \"state\": \"withdrawn\"}",
            "{\"revision\": -1, \"state\": \"served\"}",
            "{\"revision\": \"x\", \"state\": {}}",
            "{\"revision\": 1, \"state\": \"served\", \"document\": 5}",
            "[".repeat(5_000),
            "{\"state\": \"served\", \"state\"");
    int choice = random.nextInt(texts.size() + 1);
    if (choice < texts.size()) {
      return texts.get(choice).getBytes(StandardCharsets.UTF_8);
    }
    byte[] noise = new byte[random.nextInt(2_000)];
    random.nextBytes(noise);
    return noise;
  }
}
