package net.hostedmtasts.controlplane.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import net.hostedmtasts.standalone.Broker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DESIGN, "Topics", with a real broker: what is made, mended and refused. */
class TopicCheckTest {
  @TempDir Path folder;

  private Broker broker;
  private Admin admin;

  /** One broker, and so many copies are wanted. */
  private record Settings(short replicationFactor) implements TopicSettings {
    @Override
    public int partitions() {
      return 2;
    }

    @Override
    public int minInsyncReplicas() {
      return 1;
    }

    @Override
    public Duration checkEvery() {
      return Duration.ofMillis(100);
    }
  }

  @BeforeEach
  void start() {
    broker = Broker.start(folder.resolve("broker"));
    admin = Admin.create(kafka());
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  @Test
  void why_the_brokers_refuse_to_make_the_topics_is_shown() {
    Topics topics = new Topics(kafka(), new Settings((short) 3));
    topics.start(new StartupEvent());
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(topics.states().values())
                      .allSatisfy(
                          state ->
                              assertThat(state)
                                  .isInstanceOfSatisfying(
                                      TopicState.Missing.class,
                                      missing ->
                                          assertThat(missing.reason())
                                              .startsWith("the brokers say: ")
                                              .contains("replication factor of 3"))));
    } finally {
      topics.stop(new ShutdownEvent());
    }
  }

  @Test
  void what_passing_records_need_is_mended_and_what_would_lose_policies_is_refused()
      throws ExecutionException, InterruptedException {
    TopicCheck check = new TopicCheck(admin, new Settings((short) 1));
    awaitUsable(check);
    set(Topic.EDGES, "message.timestamp.type", "CreateTime");
    set(Topic.CHALLENGES, "cleanup.policy", "delete");
    set(Topic.TLS_REPORTS, "retention.ms", "1000");
    set(Topic.POLICIES, "cleanup.policy", "compact,delete");

    Map<Topic, TopicState> seen = check.look();

    assertThat(seen)
        .allSatisfy(
            (topic, state) ->
                assertThat(state)
                    .isInstanceOf(
                        topic == Topic.POLICIES
                            ? TopicState.Unusable.class
                            : TopicState.Usable.class));
    assertThat(seen.get(Topic.POLICIES))
        .asString()
        .contains("exactly compact", "--entity-name mta-sts.policies");
    assertThat(setting(Topic.EDGES, "message.timestamp.type")).isEqualTo("LogAppendTime");
    assertThat(setting(Topic.CHALLENGES, "cleanup.policy")).isEqualTo("compact,delete");
    assertThat(setting(Topic.TLS_REPORTS, "retention.ms")).isEqualTo("2592000000");
    assertThat(setting(Topic.POLICIES, "cleanup.policy")).isEqualTo("compact,delete");
  }

  private static void awaitUsable(TopicCheck check) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(check.look().values())
                    .allMatch(state -> state instanceof TopicState.Usable));
  }

  private void set(Topic topic, String name, String value)
      throws ExecutionException, InterruptedException {
    admin
        .incrementalAlterConfigs(
            Map.of(
                resource(topic),
                List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private String setting(Topic topic, String name) throws ExecutionException, InterruptedException {
    return admin.describeConfigs(List.of(resource(topic))).all().get().values().stream()
        .map(all -> all.get(name).value())
        .findFirst()
        .orElse("");
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
  }
}
