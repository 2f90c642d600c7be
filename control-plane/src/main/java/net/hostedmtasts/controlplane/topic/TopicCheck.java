package net.hostedmtasts.controlplane.topic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * One look at the topics: makes what is missing, mends what may be mended, and refuses what would
 * lose policies.
 */
class TopicCheck {
  private static final Logger LOG = Logger.getLogger(TopicCheck.class);

  private final Admin admin;
  private final TopicSettings settings;
  private final Map<String, Integer> partitionsByTopicId = new HashMap<>();

  TopicCheck(Admin admin, TopicSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  Map<Topic, TopicState> look() throws InterruptedException, ExecutionException {
    Map<Topic, TopicDescription> found = describe();
    if (create(Arrays.stream(Topic.values()).filter(topic -> !found.containsKey(topic)).toList())) {
      found.putAll(describe());
    }
    Map<Topic, Config> configurations = configurations(found.keySet());
    Map<Topic, TopicState> states = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      TopicDescription description = found.get(topic);
      Config configuration = configurations.get(topic);
      states.put(
          topic,
          description == null || configuration == null
              ? new TopicState.Missing("made just now, or not shown yet")
              : judge(topic, description, configuration));
    }
    return states;
  }

  private Map<Topic, TopicDescription> describe() throws InterruptedException, ExecutionException {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    Map<Topic, TopicDescription> found = new EnumMap<>(Topic.class);
    for (Topic topic : Topic.values()) {
      try {
        KafkaFuture<TopicDescription> answer = answers.get(topic.topicName());
        if (answer != null) {
          found.put(topic, answer.get());
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private boolean create(Collection<Topic> missing)
      throws InterruptedException, ExecutionException {
    if (missing.isEmpty()) {
      return false;
    }
    List<NewTopic> wanted = missing.stream().map(this::newTopic).toList();
    for (Map.Entry<String, KafkaFuture<Void>> answer :
        admin.createTopics(wanted).values().entrySet()) {
      try {
        answer.getValue().get();
        LOG.infof("Made topic %s", answer.getKey());
      } catch (ExecutionException e) {
        // Another instance may have been faster.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    return true;
  }

  private NewTopic newTopic(Topic topic) {
    return new NewTopic(topic.topicName(), topic.partitions(settings), settings.replicationFactor())
        .configs(topic.creation(settings));
  }

  private Map<Topic, Config> configurations(Collection<Topic> topics)
      throws InterruptedException, ExecutionException {
    List<ConfigResource> asked = topics.stream().map(TopicCheck::resource).toList();
    Map<ConfigResource, Config> answers = admin.describeConfigs(asked).all().get();
    Map<Topic, Config> byTopic = new EnumMap<>(Topic.class);
    for (Topic topic : topics) {
      Config answer = answers.get(resource(topic));
      if (answer != null) {
        byTopic.put(topic, answer);
      }
    }
    return byTopic;
  }

  private TopicState judge(Topic topic, TopicDescription description, Config configuration)
      throws InterruptedException, ExecutionException {
    List<AlterConfigOp> wrong = wrong(topic, configuration);
    String topicId = description.topicId().toString();
    int partitions = description.partitions().size();
    if (topic.mustBeCompact() && !wrong.isEmpty()) {
      return new TopicState.Unusable(
          "its clean-up must be exactly compact, or keys vanish by age. Fix: kafka-configs.sh --alter --entity-type"
              + " topics --entity-name "
              + topic.topicName()
              + " --add-config cleanup.policy=compact");
    }
    int before = partitionsByTopicId.computeIfAbsent(topicId, id -> partitions);
    if (before != partitions && topic.mustBeCompact()) {
      return new TopicState.Unusable(PartitionsChanged.reason(topic, before, partitions));
    }
    if (topic == Topic.EDGES && partitions != 1) {
      return new TopicState.Unusable(
          "it must have exactly one partition. Fix: delete the topic; it is made anew.");
    }
    if (!wrong.isEmpty()) {
      admin.incrementalAlterConfigs(Map.of(resource(topic), wrong)).all().get();
      LOG.infof("Mended topic %s: %s", topic.topicName(), wrong);
    }
    return new TopicState.Usable(topicId, partitions);
  }

  private static List<AlterConfigOp> wrong(Topic topic, Config configuration) {
    List<AlterConfigOp> wrong = new ArrayList<>();
    topic
        .configuration()
        .forEach(
            (name, value) -> {
              ConfigEntry entry = configuration.get(name);
              if (entry == null || !value.equals(entry.value())) {
                wrong.add(
                    new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
              }
            });
    return wrong;
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
  }
}
