package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test by JUnit
class BrokerTest {
  @TempDir static Path folder;
  static Broker broker;

  @BeforeAll
  static void start() {
    broker = Broker.start(folder.resolve("kafka"));
  }

  @AfterAll
  static void stop() {
    broker.close();
    assertThat(broker.process().isAlive()).isFalse();
  }

  @Test
  void topics_and_records_are_kept_over_a_restart_and_a_kill() throws Exception {
    create("kept");
    send("kept", "before");
    broker.restart();
    send("kept", "after a restart");
    long killed = broker.pid();
    broker.kill();
    broker.restart();
    send("kept", "after a kill");
    assertThat(broker.pid()).isNotEqualTo(killed);
    assertThat(values("kept")).containsExactly("before", "after a restart", "after a kill");
  }

  @Test
  void a_paused_broker_does_not_answer_and_goes_on_when_resumed() throws Exception {
    create("paused");
    broker.pause();
    try (Admin admin = admin(Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> admin.describeCluster().nodes().get(5, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TimeoutException.class);
    } finally {
      broker.resume();
    }
    send("paused", "resumed");
    assertThat(values("paused")).containsExactly("resumed");
  }

  @Test
  void nobody_creates_a_topic_by_asking_for_it() throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 1_000),
            new StringSerializer(),
            new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("absent", "x")).get())
          .isInstanceOf(ExecutionException.class);
    }
    try (Admin admin = admin(Duration.ofSeconds(10))) {
      assertThatThrownBy(() -> admin.describeTopics(Set.of("absent")).allTopicNames().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void a_port_in_use_is_named() {
    int port = Integer.parseInt(broker.bootstrapServers().replace("127.0.0.1:", ""));
    assertThatThrownBy(() -> Broker.start(folder.resolve("second"), port))
        .isInstanceOf(ProcessFailed.class)
        .hasMessageContaining("port " + port);
  }

  private static void create(String topic) throws Exception {
    try (Admin admin = admin(Duration.ofSeconds(10))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void send(String topic, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> values(String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).values().iterator().next();
      List<ConsumerRecord<String, String>> all = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      }
      return all.stream().map(ConsumerRecord::value).toList();
    }
  }

  private static Admin admin(Duration limit) {
    return Admin.create(
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "request.timeout.ms", (int) limit.toMillis(),
            "default.api.timeout.ms", (int) limit.toMillis()));
  }
}
