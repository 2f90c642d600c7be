package net.hostedmtasts.controlplane.publication;

import static net.hostedmtasts.controlplane.Api.asOperator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.hostedmtasts.controlplane.LockedRows;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.topic.Topic;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be published, or was not for a while, holds up nothing else; with a real broker. */
@QuarkusTest
@Tag("service")
@TestProfile(WithBroker.class)
class HeldUpTest {
  private static final String POLICIES = Topic.POLICIES.topicName();
  private static final String RECORDS = Topic.RECORDS.topicName();
  private static final String CERTIFICATES = Topic.CERTIFICATES.topicName();

  /** More than the publisher looks at in one pass. */
  private static final int MANY = 600;

  @Inject ObservedRecords observed;

  private final TestTopics topics = new TestTopics();
  private TestOwner owner = new TestOwner("");
  private String removed = "";

  @BeforeEach
  void publishing() {
    owner = TestOwner.fresh();
    removed = owner.removed();
    eventually(() -> assertThat(state().getBoolean("publishing")).isTrue());
  }

  @AfterEach
  void close() {
    Services.execute("delete from publication where domain_id = " + idOf(removed));
    topics.close();
  }

  private static void eventually(ThrowingRunnable condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(condition);
  }

  private static JsonPath state() {
    return asOperator().get("/api/v1/publication").then().statusCode(200).extract().jsonPath();
  }

  private static String idOf(String name) {
    return "(select id from hosted_domain where name = '" + name + "')";
  }

  /** Publication rows that no owner has made; {@code key} and {@code body} are SQL over n. */
  private void addRows(String topic, String key, int count, String body) {
    Services.execute(
        "insert into publication (id, topic, key, domain_id, revision, served, body)"
            + " select gen_random_uuid(), '%s', %s, %s, n, true, %s from generate_series(1, %d) n"
                .formatted(topic, key, idOf(removed), body, count));
  }

  private void assertShown(String topic, String key) {
    eventually(() -> assertThat(topics.shown(topic, key)).contains("\"state\":\"served\""));
  }

  @Test
  void rows_of_a_closed_topic_take_no_others_place() {
    topics.cleanUp(RECORDS, "delete");
    try {
      eventually(
          () -> assertThat(state().getString("topics.'" + RECORDS + "'.reason")).isNotNull());
      addRows(RECORDS, "'closed' || n", MANY, "'{}'");

      assertShown(POLICIES, owner.enabled());
    } finally {
      Services.execute("delete from publication where domain_id = " + idOf(removed));
      topics.cleanUp(RECORDS, "compact");
    }
    eventually(
        () -> assertThat(state().getBoolean("topics.'" + RECORDS + "'.publishing")).isTrue());
  }

  @Test
  void rows_that_cannot_be_made_a_message_fail_no_pass() {
    addRows(POLICIES, "'broken' || n || '.example'", 3, "'{'");
    addRows(CERTIFICATES, "'mta-sts.broken' || n || '.example'", 3, "'no id'");
    addRows(CERTIFICATES, "'mta-sts.unknown' || n || '.example'", 3, "gen_random_uuid()::text");

    String name = owner.enabled();

    assertShown(POLICIES, name);
    assertShown(CERTIFICATES, "mta-sts." + name);
    // The census comes last in a pass.
    long counted = census();
    assertShown(POLICIES, owner.enabled());
    eventually(() -> assertThat(census()).isGreaterThan(counted));
  }

  private long census() {
    String census = topics.shown(Topic.CENSUS.topicName(), POLICIES);
    return census.isEmpty() ? 0 : JsonPath.from(census).getLong("keys");
  }

  @Test
  void certificates_of_one_batch_are_all_published() {
    List<String> hosts =
        IntStream.range(0, 20).mapToObj(i -> "mta-sts." + owner.enabled()).toList();
    hosts.forEach(host -> assertShown(CERTIFICATES, host));

    topics.delete(CERTIFICATES);

    eventually(() -> assertThat(topics.all(CERTIFICATES).keySet()).containsAll(hosts));
  }

  /**
   * The changes of that time are forgotten, as they are another instance's: a full comparison finds
   * them.
   */
  @Test
  void what_was_written_while_the_lease_had_run_out_is_superseded_when_it_is_held_again() {
    String name = owner.enabled();
    assertShown(POLICIES, name);
    long revision = owner.mtaSts(name).getLong("policy.revision");
    eventually(() -> assertThat(shownRevision(name)).isEqualTo(revision));

    LockedRows.during(
        "lease where name = 'publishing'",
        () -> {
          eventually(() -> assertThat(leaseHasRunOut()).isTrue());
          topics.write(POLICIES, name, "{\"revision\":7,\"state\":\"withdrawn\"}");
          eventually(
              () -> {
                assertThat(shownRevision(name)).isEqualTo(7);
                assertThat(observed.topic(PublishedTopic.POLICIES).map(ObservedTopic::hasChanges))
                    .contains(false);
              });
        });

    eventually(() -> assertThat(shownRevision(name)).isGreaterThanOrEqualTo(revision));
  }

  private static boolean leaseHasRunOut() {
    return Services.text("select expires_at < now() from lease where name = 'publishing'")
        .equals("t");
  }

  private long shownRevision(String name) {
    return Stream.ofNullable(observed.newest(PublishedTopic.POLICIES, name).orElse(null))
        .mapToLong(Observed::revision)
        .findFirst()
        .orElse(0);
  }
}
