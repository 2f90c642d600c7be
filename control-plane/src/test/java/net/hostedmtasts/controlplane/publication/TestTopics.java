package net.hostedmtasts.controlplane.publication;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topics as somebody beside the services sees and changes them. */
final class TestTopics implements AutoCloseable {
  private final Map<String, Object> client =
      Map.of("bootstrap.servers", BrokerService.bootstrapServers());
  private final Admin admin = Admin.create(client);
  private final KafkaProducer<String, String> producer =
      new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());

  Set<String> names() {
    return get(admin.listTopics().names());
  }

  void delete(String topic) {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  void cleanUp(String topic, String policy) {
    get(
        admin
            .incrementalAlterConfigs(
                Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry("cleanup.policy", policy), AlterConfigOp.OpType.SET))))
            .all());
  }

  void write(String topic, String key, @Nullable String value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a key shows; empty text where there is nothing. */
  String shown(String topic, String key) {
    return all(topic).getOrDefault(key, "");
  }

  /** The last value of each key. */
  Map<String, String> all(String topic) {
    Map<String, String> last = new HashMap<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(part -> new TopicPartition(topic, part.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                read -> {
                  if (read.value() == null) {
                    last.remove(read.key());
                  } else {
                    last.put(read.key(), read.value());
                  }
                });
      }
    }
    return last;
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}
