package net.hostedmtasts.controlplane.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import net.hostedmtasts.controlplane.Services;
import net.hostedmtasts.controlplane.topic.Topic;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DESIGN, "Revisions, and publishing by difference": what is held waits for a person. */
@QuarkusTest
@Tag("service")
@TestProfile(WithBroker.class)
class HeldWindDownTest {
  private static final String POLICIES = Topic.POLICIES.topicName();
  private static final String RECORDS = Topic.RECORDS.topicName();

  /** Some sweeps of the rollout. */
  private static final Duration A_WHILE = Duration.ofSeconds(6);

  @Inject ObservedRecords observed;

  private final TestTopics topics = new TestTopics();
  private @Nullable BeatingEdge edge;

  @BeforeEach
  void start() {
    edge = BeatingEdge.start(topics, observed);
  }

  @AfterEach
  void stop() {
    if (edge != null) {
      edge.close();
    }
    topics.close();
  }

  private static void eventually(ThrowingRunnable condition) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(condition);
  }

  private static String of(String name) {
    return "hosted_domain where name = '" + name + "'";
  }

  /**
   * The date is one of an older database: what the owner did since, enabling again say, is not in
   * it.
   */
  @Test
  void a_wind_down_that_has_ended_takes_nothing_away_while_a_key_of_the_domain_is_held() {
    TestOwner owner = TestOwner.fresh();
    String name = owner.enabled();
    String label = owner.label(name);
    eventually(
        () -> assertThat(Services.count(of(name) + " and id_live_at is not null")).isEqualTo(1));
    owner.disable(name);
    eventually(
        () ->
            // Before the id of the none policy is live, its date is set again.
            assertThat(
                    Services.count(
                        of(name)
                            + " and winding_down_until is not null and id_live_at > status_since"))
                .isEqualTo(1));
    Services.execute(
        "insert into held_key values ('"
            + POLICIES
            + "', '"
            + name
            + "', 'restored', 9, true, now())");

    Services.execute(
        "update hosted_domain set winding_down_until = now() - interval '1 second' where name = '"
            + name
            + "'");

    await()
        .during(A_WHILE)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(topics.shown(RECORDS, label)).contains("mta_sts"));
    Services.execute("delete from held_key where key = '" + name + "'");
    eventually(() -> assertThat(topics.shown(RECORDS, label)).doesNotContain("mta_sts"));
  }
}
