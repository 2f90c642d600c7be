package net.hostedmtasts.controlplane.topic;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** What all Kafka clients of this service are set to. */
public final class KafkaClients {
  private KafkaClients() {}

  /** The settings that operators give as {@code kafka.*}. */
  static Map<String, Object> settings(Map<String, Object> kafka) {
    Map<String, Object> client = new HashMap<>(kafka);
    client.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    return client;
  }

  /** A consumer that belongs to no group and commits nothing: it reads topics whole. */
  static Map<String, Object> reader(Map<String, Object> kafka) {
    Map<String, Object> client = settings(kafka);
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * 1024 * 1024);
    client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20_000);
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    client.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
    return client;
  }
}
