package net.hostedmtasts.e2e.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics between the services, read and written as anybody with access to the brokers can. */
public final class TopicClient implements AutoCloseable {
  public static final String POLICIES = "mta-sts.policies";
  public static final String RECORDS = "mta-sts.records";
  public static final String CERTIFICATES = "mta-sts.certificates";
  public static final String CENSUS = "mta-sts.census";
  public static final String EDGES = "mta-sts.edges";

  /** The topics that edges hold: each policy host's whole state. */
  public static final List<String> COMPACTED = List.of(POLICIES, RECORDS, CERTIFICATES, CENSUS);

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> client;
  private final KafkaProducer<String, byte[]> producer;

  TopicClient(String bootstrapServers) {
    this.client = Map.of("bootstrap.servers", bootstrapServers);
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("acks", "all");
    this.producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** The last record of each key. */
  public Map<String, JsonNode> read(String topic) {
    Map<String, JsonNode> newest = new HashMap<>();
    for (ConsumerRecord<String, byte[]> read : records(topic)) {
      if (read.value() == null) {
        newest.remove(read.key());
      } else {
        newest.put(read.key(), json(read.value()));
      }
    }
    return newest;
  }

  /** The last record of one key; a missing node where there is none. */
  public JsonNode read(String topic, String key) {
    return read(topic).getOrDefault(key, MissingNode.getInstance());
  }

  /** Every record that is still there, in the order of each partition. */
  public List<ConsumerRecord<String, byte[]>> records(String topic) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("allow.auto.create.topics", false);
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, LIMIT).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        if (System.nanoTime() > limit) {
          throw new AssertionError(topic + " was not read within " + LIMIT);
        }
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** Writes a record and waits until the broker has it. */
  public void write(String topic, String key, JsonNode value) {
    write(topic, key, value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes anything at all. */
  public void write(String topic, String key, byte[] value) {
    writeAll(topic, Stream.of(Map.entry(key, value)));
  }

  /** Writes in this order, and waits until the broker has everything. */
  public void writeAll(String topic, Stream<Map.Entry<String, byte[]>> records) {
    List<Future<RecordMetadata>> sent =
        records
            .map(each -> producer.send(new ProducerRecord<>(topic, each.getKey(), each.getValue())))
            .toList();
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw failed("write to " + topic, e);
    }
  }

  /** Deletes topics. The control-plane makes them again. */
  public void delete(List<String> topics) {
    try (Admin admin = Admin.create(client)) {
      await("delete " + topics, admin.deleteTopics(topics).all());
    }
  }

  /** Makes a compacted topic. */
  public void create(String topic, int partitions) {
    try (Admin admin = Admin.create(client)) {
      NewTopic wanted =
          new NewTopic(topic, partitions, (short) 1).configs(Map.of("cleanup.policy", "compact"));
      await("create " + topic, admin.createTopics(List.of(wanted)).all());
    }
  }

  /** Each topic's id, by its name, as far as it exists. */
  public Map<String, String> ids() {
    try (Admin admin = Admin.create(client)) {
      Set<String> names = await("list the topics", admin.listTopics().names());
      Map<String, TopicDescription> all =
          await("describe the topics", admin.describeTopics(names).allTopicNames());
      return all.values().stream()
          .collect(Collectors.toMap(TopicDescription::name, topic -> topic.topicId().toString()));
    }
  }

  private static <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw failed(what, e);
    }
  }

  private static AssertionError failed(String what, Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new AssertionError("Could not " + what, cause);
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
