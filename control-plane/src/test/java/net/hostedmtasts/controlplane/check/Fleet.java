package net.hostedmtasts.controlplane.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.hostedmtasts.controlplane.edge.Heartbeat;
import net.hostedmtasts.controlplane.edge.TestEdgeReader;
import net.hostedmtasts.controlplane.publication.ObservedRecords;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import net.hostedmtasts.controlplane.topic.Topic;
import net.hostedmtasts.controlplane.topic.TopicState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The topics, and edges that apply what stands in them and answer from it. */
final class Fleet {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A record in a topic. */
  private record Sent(String key, JsonNode message) {
    long revision() {
      return message.path("revision").asLong();
    }
  }

  /** One edge. It answers the public also while it hears nothing. */
  static final class EdgeNode {
    final String id;
    private final Map<PublishedTopic, Integer> applied = new EnumMap<>(PublishedTopic.class);
    private final Map<String, JsonNode> policies = new HashMap<>();
    private final Map<String, JsonNode> records = new HashMap<>();
    private final Map<String, JsonNode> texts = new HashMap<>();
    boolean hears = true;
    boolean applies = true;
    boolean givenUp;

    EdgeNode(String id) {
      this.id = id;
    }

    /** The policy message that it answers with; null where it answers none. */
    @Nullable JsonNode policy(String domain) {
      JsonNode held = policies.get(domain);
      return held == null || !held.path("state").asText().equals("served") ? null : held;
    }

    /** The {@code mta_sts} part that it answers with for a label. */
    @Nullable JsonNode text(String label) {
      return texts.get(label);
    }

    private void apply(PublishedTopic topic, Sent sent) {
      Map<String, JsonNode> map =
          topic == PublishedTopic.POLICIES
              ? policies
              : topic == PublishedTopic.RECORDS ? records : new HashMap<>();
      JsonNode held = map.get(sent.key());
      if (held == null || held.path("revision").asLong() < sent.revision()) {
        map.put(sent.key(), sent.message());
      }
      records.forEach(this::answer);
    }

    /** An older policy than the id's goes on with the id before (DESIGN, the second fence). */
    private void answer(String label, JsonNode record) {
      JsonNode text = record.path("mta_sts");
      if (text.isMissingNode()) {
        texts.remove(label);
        return;
      }
      JsonNode policy = policies.get(text.path("policy_domain").asText());
      long held = policy == null ? 0 : policy.path("revision").asLong();
      if (held >= text.path("policy_revision").asLong()) {
        texts.put(label, text);
      }
    }

    private Heartbeat heartbeat() {
      return new Heartbeat(
          "ready",
          "1",
          "",
          List.of(),
          Map.of(),
          Map.of(),
          applied.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      one -> one.getKey().topicName(),
                      one ->
                          new Heartbeat.Applied(
                              id(one.getKey()), List.of((long) one.getValue())))));
    }
  }

  private final Map<PublishedTopic, List<Sent>> topics = new EnumMap<>(PublishedTopic.class);
  private final ObservedRecords observed;
  private final TestEdgeReader reader;
  private final List<EdgeNode> edges = new ArrayList<>();
  private int started;

  Fleet(ObservedRecords observed, TestEdgeReader reader) {
    this.observed = observed;
    this.reader = reader;
    for (PublishedTopic topic : PublishedTopic.values()) {
      topics.put(topic, new ArrayList<>());
      observed.restarted(kafka(topic), new TopicState.Usable(id(topic), 1));
      observed.complete(kafka(topic));
    }
    reader.forget();
    for (int number = 0; number < 3; number++) {
      start();
    }
  }

  private static String id(PublishedTopic topic) {
    return "id-of-" + topic.topicName();
  }

  private static Topic kafka(PublishedTopic topic) {
    return switch (topic) {
      case POLICIES -> Topic.POLICIES;
      case RECORDS -> Topic.RECORDS;
      case CERTIFICATES -> Topic.CERTIFICATES;
    };
  }

  private void start() {
    edges.add(new EdgeNode("edge-" + started++));
  }

  List<EdgeNode> edges() {
    return edges;
  }

  /** One that is not the first: that is always well. */
  EdgeNode edge(int who) {
    return edges.get(1 + who);
  }

  /** It says that it has stopped, and another one starts in its place. */
  void restart(int who) {
    EdgeNode old = edges.remove(1 + who);
    reader.stopped(old.id);
    edges.add(1 + who, new EdgeNode("edge-" + started++));
  }

  long newest(PublishedTopic topic, String key) {
    List<Sent> all = topics.get(topic);
    return all == null
        ? 0
        : all.stream()
            .filter(one -> one.key().equals(key))
            .mapToLong(Sent::revision)
            .max()
            .orElse(0);
  }

  /** What the publisher does. */
  void send(PublishedTopic topic, String key, long revision, boolean served, String body) {
    try {
      ObjectNode message =
          topic == PublishedTopic.CERTIFICATES && served
              ? JSON.readValue(
                  "{\"chain\": [\"c\"], \"sealed_key\": \"s\", \"key_id\": \"k\","
                      + " \"not_after\": \"2030-01-01T00:00:00Z\"}",
                  ObjectNode.class)
              : JSON.readValue(body, ObjectNode.class);
      message.put("revision", revision).put("state", served ? "served" : "withdrawn");
      List<Sent> log = topics.get(topic);
      if (log == null) {
        throw new IllegalStateException();
      }
      log.add(new Sent(key, message));
      byte[] value = message.toString().getBytes(StandardCharsets.UTF_8);
      observed.read(
          kafka(topic), new ConsumerRecord<>(topic.topicName(), 0, log.size() - 1, key, value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each edge that can applies all there is. */
  void apply() {
    for (EdgeNode edge : edges) {
      if (edge.hears && edge.applies) {
        topics.forEach(
            (topic, log) -> {
              int from = edge.applied.getOrDefault(topic, 0);
              log.subList(from, log.size()).forEach(sent -> edge.apply(topic, sent));
              edge.applied.put(topic, log.size());
            });
      }
    }
  }

  /** Each edge that can sends a heartbeat. */
  void beat() {
    edges.stream()
        .filter(edge -> edge.hears)
        .forEach(edge -> reader.heard(edge.id, edge.heartbeat()));
  }
}
