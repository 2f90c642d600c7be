package net.hostedmtasts.controlplane.publication;

import static net.hostedmtasts.controlplane.Api.as;
import static net.hostedmtasts.controlplane.Api.asOperator;
import static net.hostedmtasts.controlplane.Api.newTenant;
import static net.hostedmtasts.controlplane.Api.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.hostedmtasts.controlplane.ContractFiles;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.topic.Topic;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DESIGN, "Topics" and "Revisions, and publishing by difference", with a real broker. */
@QuarkusTest
@Tag("service")
@TestProfile(WithBroker.class)
class PublishingTest {
  private static final String POLICIES = Topic.POLICIES.topicName();
  private static final String RECORDS = Topic.RECORDS.topicName();
  private static final String CERTIFICATES = Topic.CERTIFICATES.topicName();
  private static final String CENSUS = Topic.CENSUS.topicName();
  private static final String FOREIGN = "another-installation";

  private String token = "";
  private TestTopics topics = new TestTopics();

  @BeforeEach
  void publishing() {
    token = newTenant();
    eventually(() -> assertThat(topicState().getBoolean("publishing")).isTrue());
  }

  @AfterEach
  void close() {
    topics.close();
  }

  private static void eventually(ThrowingRunnable condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(condition);
  }

  private static JsonPath topicState() {
    return asOperator().get("/api/v1/publication").then().statusCode(200).extract().jsonPath();
  }

  private static String name() {
    return "d" + UUID.randomUUID() + ".example";
  }

  private String path(String name) {
    return "/api/v1/domains/" + name + "/mta-sts";
  }

  private JsonPath mtaSts(String name) {
    return as(token).get(path(name)).then().statusCode(200).extract().jsonPath();
  }

  private String enabled() {
    String name = name();
    as(token).body(Map.of("name", name)).post("/api/v1/domains").then().statusCode(201);
    Services.delegated(name);
    as(token)
        .header("If-Match", "\"0\"")
        .body(
            "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"mx.example.com\"]}}")
        .put(path(name))
        .then()
        .statusCode(200);
    return name;
  }

  private void assertShown(String name) {
    long revision = mtaSts(name).getLong("policy.revision");
    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("\"revision\":" + revision));
  }

  private static String served(long revision) {
    return "{\"revision\":"
        + revision
        + ",\"state\":\"served\",\"mode\":\"none\",\"document\":\"by hand\"}";
  }

  private static List<String> held(String reason) {
    return asOperator()
        .get("/api/v1/publication/held-keys?limit=200")
        .then()
        .statusCode(200)
        .extract()
        .path("items.findAll { it.reason == '" + reason + "' }.key");
  }

  private static String decision(String name) {
    return "/api/v1/publication/held-keys/" + POLICIES + "/" + name;
  }

  @Test
  void missing_topics_are_made() {
    for (Topic topic : Topic.values()) {
      assertThat(topics.names()).contains(topic.topicName());
    }
  }

  @Test
  void the_topics_show_what_was_configured_in_messages_of_the_contract() {
    String name = enabled();
    assertShown(name);
    String label = as(token).get("/api/v1/domains/" + name).then().extract().path("label");
    eventually(
        () -> {
          assertValid("policy-changed", topics.shown(POLICIES, name));
          assertValid("record-changed", topics.shown(RECORDS, label));
          assertValid("certificate-changed", topics.shown(CERTIFICATES, "mta-sts." + name));
        });
    eventually(() -> assertValid("census", topics.shown(CENSUS, POLICIES)));
  }

  private static void assertValid(String schema, String value) {
    assertThat(ContractFiles.violations(schema, value.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void an_old_record_of_a_withdrawn_domain_is_withdrawn_again() {
    String name = enabled();
    assertShown(name);
    String old = topics.shown(POLICIES, name);
    as(token)
        .header("If-Match", "*")
        .delete(path(name) + "?confirm=" + name)
        .then()
        .statusCode(200);
    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("withdrawn"));

    topics.write(POLICIES, name, old);

    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("withdrawn"));
  }

  @Test
  void a_key_that_nobody_knows_is_held_until_an_operator_removes_it() {
    String name = name();
    topics.write(POLICIES, name, served(7));
    eventually(() -> assertThat(held("unknown")).contains(name));
    assertThat(topics.shown(POLICIES, name)).isEqualTo(served(7));
    problem(asOperator().post(decision(name) + "/accept").then(), Reason.NOT_HELD);
    problem(asOperator().delete(decision(name())).then(), Reason.NOT_FOUND);

    asOperator().delete(decision(name)).then().statusCode(204);

    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("withdrawn"));
    assertThat(held("unknown")).doesNotContain(name);
  }

  @Test
  void a_newer_record_that_the_database_never_wrote_is_held_until_an_operator_accepts() {
    String name = enabled();
    assertShown(name);
    long newer = Instant.now().plusSeconds(3_600).toEpochMilli() * 1_000;
    topics.write(POLICIES, name, served(newer));
    eventually(() -> assertThat(held("restored")).contains(name));
    assertThat(mtaSts(name).getList("findings.code")).contains("restored");
    assertThat(topics.shown(POLICIES, name)).isEqualTo(served(newer));
    problem(asOperator().delete(decision(name)).then(), Reason.NOT_HELD);

    asOperator().post(decision(name) + "/accept").then().statusCode(204);

    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("mx.example.com"));
    assertThat(JsonPath.from(topics.shown(POLICIES, name)).getLong("revision"))
        .isGreaterThan(newer);
    eventually(() -> assertThat(held("restored")).doesNotContain(name));
  }

  @Test
  void a_held_policy_goes_on_when_its_owner_saves_it_again() {
    String name = enabled();
    assertShown(name);
    long newer = Instant.now().plusSeconds(3_600).toEpochMilli() * 1_000;
    topics.write(POLICIES, name, served(newer));
    eventually(() -> assertThat(held("restored")).contains(name));

    as(token)
        .header("If-Match", "\"1\"")
        .body(
            "{\"mode\": \"testing\", \"max_age\": 86400, \"mx\": {\"source\": \"pinned\", \"patterns\": [\"mx.example.com\"]}}")
        .put(path(name))
        .then()
        .statusCode(200);

    eventually(() -> assertThat(topics.shown(POLICIES, name)).contains("mx.example.com"));
  }

  @Test
  void what_others_write_into_the_topics_stops_nobodys_publishing() {
    for (String key : List.of("a\u0000b", "x".repeat(5_000), "A Key", "", "ü")) {
      topics.write(POLICIES, key, served(7));
    }
    for (String value : List.of("null", "", "[]", "{", "5")) {
      topics.write(POLICIES, name(), value);
      topics.write(CENSUS, "mta-sts.other", value);
      topics.write(Topic.EDGES.topicName(), "edge", value);
    }
    assertShown(enabled());
    topics.write(
        Topic.EDGES.topicName(),
        "edge-after",
        new String(ContractFiles.example("heartbeat.ready"), StandardCharsets.UTF_8));
    eventually(
        () ->
            assertThat(
                    as(token)
                        .get("/api/v1/edges")
                        .then()
                        .extract()
                        .<List<String>>path("items.edge"))
                .contains("edge-after"));
    topics.write(Topic.EDGES.topicName(), "edge-after", null);
  }

  @Test
  void topics_made_anew_are_filled_from_the_database() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      names.add(enabled());
    }
    eventually(
        () ->
            assertThat(topics.all(CERTIFICATES).keySet())
                .containsAll(names.stream().map(name -> "mta-sts." + name).toList()));
    topics.delete(POLICIES);
    topics.delete(CERTIFICATES);
    eventually(
        () -> {
          assertThat(topics.all(POLICIES).keySet()).containsAll(names);
          assertThat(topics.all(CERTIFICATES).keySet())
              .containsAll(names.stream().map(name -> "mta-sts." + name).toList());
        });
  }

  @Test
  void a_topic_whose_clean_up_is_not_compact_is_not_worked_with() {
    topics.cleanUp(RECORDS, "delete");
    try {
      eventually(
          () ->
              assertThat(topicState().getString("topics.'" + RECORDS + "'.reason"))
                  .contains("clean-up must be exactly compact")
                  .contains("kafka-configs.sh"));
      assertShown(enabled());
    } finally {
      topics.cleanUp(RECORDS, "compact");
    }
    eventually(
        () -> assertThat(topicState().getBoolean("topics.'" + RECORDS + "'.publishing")).isTrue());
  }

  @Test
  void a_census_of_another_installation_stops_all_publishing() {
    topics.write(
        CENSUS, FOREIGN, new String(ContractFiles.example("census"), StandardCharsets.UTF_8));
    try {
      eventually(
          () ->
              assertThat(topicState().getString("reason"))
                  .contains("belong to installation 5f0c2f0e-8a0e-4a53-9f5e-1f6f0b3f7c11"));
      String name = enabled();
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(topics.shown(POLICIES, name)).isEmpty());
    } finally {
      topics.write(CENSUS, FOREIGN, null);
    }
    eventually(() -> assertThat(topicState().getBoolean("publishing")).isTrue());
  }
}
