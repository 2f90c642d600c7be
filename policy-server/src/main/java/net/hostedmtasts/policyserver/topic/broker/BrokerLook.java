package net.hostedmtasts.policyserver.topic.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers for topic ids, partitions, settings and end offsets. Waits for the answers. */
final class BrokerLook implements AutoCloseable {
  private final Supplier<Admin> clients;
  private final List<String> names;
  private @Nullable Admin client;

  BrokerLook(Supplier<Admin> clients, Collection<String> names) {
    this.clients = clients;
    this.names = List.copyOf(names);
  }

  /**
   * A topic that does not exist is not part of the view.
   *
   * @throws KafkaException when a broker does not answer in time, or refuses
   */
  BrokerView look() throws InterruptedException {
    if (client == null) {
      client = clients.get();
    }
    long begun = System.nanoTime();
    Map<String, TopicDescription> found = describe(client);
    Map<String, DescribedTopic> topics = withSettings(client, found);
    return new BrokerView(begun, topics, endOffsets(client, topics));
  }

  private Map<String, TopicDescription> describe(Admin admin) throws InterruptedException {
    Map<String, TopicDescription> found = new HashMap<>();
    for (var asked : admin.describeTopics(names).topicNameValues().entrySet()) {
      TopicDescription topic = unlessMissing(asked.getValue());
      if (topic != null) {
        found.put(asked.getKey(), topic);
      }
    }
    return found;
  }

  private static Map<String, DescribedTopic> withSettings(
      Admin admin, Map<String, TopicDescription> found) throws InterruptedException {
    List<ConfigResource> resources =
        found.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, DescribedTopic> topics = new HashMap<>();
    for (var asked : admin.describeConfigs(resources).values().entrySet()) {
      String name = asked.getKey().name();
      Config settings = unlessMissing(asked.getValue());
      TopicDescription topic = found.get(name);
      if (settings != null && topic != null) {
        topics.put(name, described(topic, settings));
      }
    }
    return topics;
  }

  private static DescribedTopic described(TopicDescription topic, Config settings) {
    return new DescribedTopic(
        topic.topicId().toString(),
        topic.partitions().size(),
        settings.get("cleanup.policy").value(),
        Duration.ofMillis(Long.parseLong(settings.get("delete.retention.ms").value())));
  }

  private static Map<TopicPartition, Long> endOffsets(
      Admin admin, Map<String, DescribedTopic> topics) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    topics.forEach(
        (name, topic) -> {
          for (int partition = 0; partition < topic.partitions(); partition++) {
            wanted.put(new TopicPartition(name, partition), OffsetSpec.latest());
          }
        });
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var asked : answer(admin.listOffsets(wanted).all()).entrySet()) {
      ends.put(asked.getKey(), asked.getValue().offset());
    }
    return ends;
  }

  private static <T> @Nullable T unlessMissing(KafkaFuture<T> asked) throws InterruptedException {
    try {
      return answer(asked);
    } catch (UnknownTopicOrPartitionException e) {
      return null;
    }
  }

  private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close(Duration.ZERO);
    }
  }
}
